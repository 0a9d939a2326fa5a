import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectCloudWords, connectWayWords } from '../../../../shared/connection-words.ts';
import { type Language, languages } from '../../../../shared/language.ts';
import type { SchemaLeaf, SettingKind } from '../../../../shared/setting-fields.ts';
import { settingValueWords } from '../../../../shared/setting-words.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { languageNames, withHeldNames } from '../../../languages/texts.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './settings.module.css';

export type ControlKind = SettingKind | SchemaLeaf['kind'];

interface ControlProps {
  readonly kind: ControlKind;
  readonly values: readonly string[];
  readonly label: string;
  readonly words: (value: unknown) => string;
  readonly isReadOnly: boolean;
  readonly value: unknown;
  /** The value stands in the file, or is about to. */
  readonly isSet: boolean;
  readonly onChange: (value: unknown) => void;
}

/** What a value is set with; `undefined` takes it out of the file. */
export function SettingControl(props: ControlProps) {
  const { kind, label, words, isReadOnly, value, onChange } = props;
  if (isReadOnly) return <p className={styles.value}>{words(value)}</p>;
  switch (kind) {
    case 'text':
    case 'long':
      return (
        <TextField
          label={label}
          isLabelShown={false}
          isLong={kind === 'long'}
          value={typeof value === 'string' ? value : ''}
          maxLength="whole"
          onChange={(text) => onChange(text === '' ? undefined : text)}
        />
      );
    case 'number':
    case 'json':
      return <TypedField {...props} />;
    case 'toggle':
    case 'maybe':
      return <YesOrNo {...props} />;
    case 'choice':
    case 'tenant':
      return <Choice {...props} />;
    case 'languages':
      return <LanguageOrder {...props} />;
    case 'people':
      return <People {...props} />;
  }
}

/** What is typed becomes a value once it is one; until then it is shown and said to be none. */
function TypedField({ kind, label, value, isSet, onChange }: ControlProps) {
  const spelled = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const [text, setText] = useState(spelled);
  useEffect(() => {
    setText((now) => (JSON.stringify(typed(now, kind)) === JSON.stringify(value) ? now : spelled));
  }, [kind, spelled, value]);
  // Emptied, it goes back to the default, which then stands there; nothing is typed against.
  return (
    <TextField
      label={label}
      isLabelShown={false}
      value={text}
      maxLength="whole"
      onChange={(next) => {
        setText(next);
        if (next !== '' || isSet) onChange(typed(next, kind));
      }}
    />
  );
}

function typed(text: string, kind: ControlKind): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
  try {
    return JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
}

function YesOrNo({ kind, label, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const choices = [
    { value: 'yes', words: t('settings.yes') },
    { value: 'no', words: t('settings.no') },
    ...(kind === 'maybe' ? [{ value: 'byItself', words: t('settings.byItself') }] : []),
  ];
  const chosen = value === undefined ? (kind === 'maybe' ? 'byItself' : 'no') : value === true ? 'yes' : 'no';
  return (
    <ChoiceList
      name={label}
      look="pills"
      choices={choices}
      value={chosen}
      onChange={(next) => onChange(next === 'byItself' ? undefined : next === 'yes')}
    />
  );
}

function Choice({ kind, label, values, words, value, onChange }: ControlProps) {
  const language = useKiosk((state) => state.language);
  const isTenant = kind === 'tenant';
  const shown = isTenant ? ['demo', 'own'] : values;
  const chosen = isTenant ? (value === 'demo' ? 'demo' : 'own') : String(value);
  const ways: Readonly<Record<string, { readonly name: Readonly<Record<Language, string>> }>> = connectWayWords;
  const clouds: Readonly<Record<string, Readonly<Record<Language, string>>>> = connectCloudWords;
  const said = (one: string) => {
    if (isTenant) return words(one);
    return (values.includes('china') ? clouds[one]?.[language] : ways[one]?.name[language]) ?? words(one);
  };
  return (
    <ChoiceList
      name={label}
      look="pills"
      choices={shown.map((one) => ({ value: one, words: said(one) }))}
      value={chosen}
      onChange={onChange}
    />
  );
}

function LanguageOrder({ value, onChange }: ControlProps) {
  const chosen = Array.isArray(value) ? (value as Language[]) : [];
  const others = languages.filter((one) => !chosen.includes(one));
  return (
    <div className={styles.ways}>
      {[...chosen, ...others].map((one) => {
        const at = chosen.indexOf(one);
        return (
          <Button
            key={one}
            lang={one}
            look={at < 0 ? 'plain' : 'quiet'}
            isPressed={at >= 0}
            onPress={() => onChange(at < 0 ? [...chosen, one] : chosen.filter((other) => other !== one))}
          >
            {at < 0 ? languageNames[one] : `${at + 1} · ${languageNames[one]}`}
          </Button>
        );
      })}
    </div>
  );
}

const peopleWays = ['everybody', 'rosters', 'group'] as const;

function People({ label, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const groupId = typeof value === 'object' && value !== null ? (value as { groupId?: string }).groupId : undefined;
  const chosen = groupId === undefined ? peopleWays.find((one) => one === value) : 'group';
  return (
    <>
      <ChoiceList
        name={label}
        look="pills"
        choices={peopleWays.map((one) => ({
          value: one,
          words: withHeldNames(settingValueWords.people?.[one]?.[language] ?? one),
        }))}
        value={chosen ?? 'everybody'}
        onChange={(next) => onChange(next === 'group' ? { groupId: groupId ?? '' } : next)}
      />
      {groupId === undefined ? null : (
        <TextField
          label={t('settings.groupId')}
          value={groupId}
          maxLength="whole"
          onChange={(text) => onChange({ groupId: text })}
        />
      )}
    </>
  );
}
