import { useTranslation } from 'react-i18next';
import { type RosterField, rosterFields } from '../../../../shared/roster.ts';
import type { DraftChange, RosterDraft } from '../../../../shared/roster-import.ts';
import { layoutWords, placeText, rowWords, warningWords } from '../../../../shared/roster-table-words.ts';
import { fieldWords } from '../../../../shared/roster-words.ts';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { SelectBox } from '../../../components/select-box.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { Notice } from '../queue-summary.tsx';
import styles from './rosters.module.css';

/** How a list was read: what was guessed, with names to see whether it is right, and what every column holds. */
export function DraftReading({
  draft,
  onChange,
  name,
  onName,
}: {
  readonly draft: RosterDraft;
  readonly onChange: (change: DraftChange) => void;
  readonly name: string;
  /** Absent where the name is that of the roster that is imported again. */
  readonly onName: ((name: string) => void) | undefined;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (
    <>
      {onName === undefined ? (
        <p className={styles.body}>{t('rosters.import.again', { name })}</p>
      ) : (
        <>
          <TextField label={t('rosters.import.name')} value={name} onChange={onName} />
          {name.trim() === '' ? (
            <p className={styles.problem} role="status">
              {t('rosters.import.unnamed')}
            </p>
          ) : null}
        </>
      )}
      <p className={styles.body}>
        {draft.source.kind === 'directory'
          ? t('rosters.import.fromDirectory', { count: draft.people })
          : t('rosters.import.read', { count: draft.people, layout: layoutWords[draft.layout][language] })}
        {draft.isRemembered ? ` ${t('rosters.import.remembered')}` : ''}
      </p>
      <DraftChoices draft={draft} onChange={onChange} />
    </>
  );
}

/** Everything of a list that was guessed, to be changed: what it may have lost, how it is read, what its columns hold. */
export function DraftChoices({ draft, onChange }: Pick<Parameters<typeof DraftReading>[0], 'draft' | 'onChange'>) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (
    <>
      {draft.isUsable ? null : <Notice kind="columns">{t('rosters.import.noColumns')}</Notice>}
      {draft.warnings.map(({ kind, count, place, sample }) => (
        <Notice key={kind} kind={kind}>
          {`${warningWords[kind][language]}: ${count} (${[placeText(place, language), sample].filter((part) => part !== '').join(': ')})`}
        </Notice>
      ))}
      <SourceChoices draft={draft} onChange={onChange} />
      {draft.source.kind === 'directory' ? null : <Columns draft={draft} onChange={onChange} />}
      <Faults draft={draft} />
    </>
  );
}

/** What a person sees at once: whether the names are names. */
function SourceChoices({ draft, onChange }: Pick<Parameters<typeof DraftReading>[0], 'draft' | 'onChange'>) {
  const { t } = useTranslation();
  const { source } = draft;
  if (source.kind === 'workbook' && source.sheets.length > 1) {
    return (
      <ChoiceList
        name={t('rosters.import.sheet')}
        isNameShown
        look="pills"
        choices={source.sheets.map((sheet) => ({ value: sheet, words: sheet }))}
        value={source.sheet}
        onChange={(sheet) => onChange({ sheet })}
      />
    );
  }
  if (source.kind !== 'text') return null;
  return (
    <>
      {source.isEncodingCertain || source.encodings.length < 2 ? null : (
        <ChoiceList
          name={t('rosters.import.encoding')}
          isNameShown
          choices={source.encodings.map(({ encoding, samples }) => ({
            value: encoding,
            words: `${samples.join(', ')} (${encoding})`,
          }))}
          value={source.encoding}
          onChange={(encoding) => onChange({ encoding })}
        />
      )}
      <ChoiceList
        name={t('rosters.import.delimiter.title')}
        isNameShown
        look="pills"
        choices={[
          { value: ',', words: t('rosters.import.delimiter.comma') },
          { value: ';', words: t('rosters.import.delimiter.semicolon') },
          { value: '\t', words: t('rosters.import.delimiter.tab') },
          { value: '|', words: t('rosters.import.delimiter.pipe') },
        ]}
        value={source.delimiter}
        onChange={(delimiter) => onChange({ delimiter })}
      />
    </>
  );
}

const shownSamples = 3;

function Columns({ draft, onChange }: Pick<Parameters<typeof DraftReading>[0], 'draft' | 'onChange'>) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const fieldAt = (column: number) => rosterFields.find((field) => draft.columns[field] === column);
  function choose(column: number, field: RosterField | undefined) {
    const others = Object.entries(draft.columns).filter(([name, at]) => at !== column && name !== field);
    onChange({ columns: { ...Object.fromEntries(others), ...(field === undefined ? {} : { [field]: column }) } });
  }
  return (
    <div className={styles.group}>
      <h3 className={styles.subtitle}>{t('rosters.import.columns.title')}</h3>
      <ChoiceList
        name={t('rosters.import.columns.first')}
        isNameShown
        look="pills"
        choices={[
          { value: 'heading', words: t('rosters.import.columns.heading') },
          { value: 'person', words: t('rosters.import.columns.person') },
        ]}
        value={draft.headerRows === 0 ? 'person' : 'heading'}
        onChange={(first) => onChange({ headerRows: first === 'person' ? 0 : Math.max(1, draft.headerRows) })}
      />
      <div className={styles.columns}>
        {draft.headings.map((heading, column) => {
          const samples = draft.rows.slice(0, shownSamples).map(({ cells }) => cells[column] ?? '');
          const title = heading === '' ? t('rosters.import.columns.column', { number: column + 1 }) : heading;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
            <div key={column} className={styles.column}>
              <span className={styles.columnWords}>
                <bdi>{title}</bdi>
                <span className={styles.columnSamples}>
                  <bdi>{samples.filter((sample) => sample !== '').join(', ')}</bdi>
                </span>
              </span>
              <SelectBox
                aria-label={title}
                value={fieldAt(column) ?? ''}
                onChange={(event) =>
                  choose(
                    column,
                    rosterFields.find((field) => field === event.target.value),
                  )
                }
              >
                <option value="">{t('rosters.import.columns.ignored')}</option>
                {rosterFields.map((field) => (
                  <option key={field} value={field}>
                    {fieldWords[field][language]}
                  </option>
                ))}
              </SelectBox>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Faults({ draft }: Pick<Parameters<typeof DraftReading>[0], 'draft'>) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { count, first } = draft.faults;
  if (count === 0) return null;
  return (
    <div className={styles.group}>
      <h3 className={styles.subtitle}>{t('rosters.import.faults', { count })}</h3>
      <dl className={styles.facts}>
        {first.map(({ rowNumber, text, why }) => (
          <div key={rowNumber} className={styles.fact}>
            <dt>
              {placeText({ row: rowNumber }, language)}: {rowWords[why][language]}
            </dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
