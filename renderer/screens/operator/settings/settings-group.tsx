import { useTranslation } from 'react-i18next';
import {
  needsRestart,
  type SettingField,
  type SettingGroup,
  type SettingName,
  settingFields,
  unnamedLeaves,
} from '../../../../shared/setting-fields.ts';
import { settingHints, settingValueWords, settingWords } from '../../../../shared/setting-words.ts';
import { isSame, settingAt } from '../../../../shared/settings-draft.ts';
import { Button } from '../../../components/button.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { type ControlKind, SettingControl } from './setting-control.tsx';
import styles from './settings.module.css';
import { useProblemWords } from './use-problem-words.ts';
import type { SettingsDesk } from './use-settings.ts';

/** One value on a page: where it stands, what it is called, how it is set. */
interface ShownSetting {
  readonly path: string;
  readonly name?: SettingName;
  readonly kind: ControlKind;
  readonly values: readonly string[];
}

/** Every setting of a group; below the last group whatever the schema knows beside them, by its path. */
export function SettingsGroup({ group, desk }: { readonly group: SettingGroup; readonly desk: SettingsDesk }) {
  const { known } = desk;
  if (known === undefined) return null;
  const named = Object.entries(settingFields as Readonly<Record<string, SettingField>>)
    .filter(([, field]) => field.group === group && isShown(field, desk))
    .map(([name, { path, kind, values = [] }]) => ({ name: name as SettingName, path, kind, values }));
  const others = group === 'advanced' ? unnamedLeaves(known.leaves) : [];
  const shown: readonly ShownSetting[] = [
    ...named,
    ...others.map(({ path, kind, values = [] }) => ({ path, kind, values })),
  ];
  return (
    <ul className={styles.fields}>
      {shown.map((setting) => (
        <SettingRow key={setting.path} setting={setting} desk={desk} />
      ))}
    </ul>
  );
}

function isShown(field: SettingField, desk: SettingsDesk): boolean {
  if (field.while === undefined) return true;
  const { path, is } = field.while;
  const value = settingAt(desk.draft, path) ?? settingAt(desk.known?.effective, path);
  if (path === 'tenant') return (typeof value === 'object') === (is === 'own');
  return (value ?? 'application') === is;
}

/** The value that holds without the file: the schema's, or what goes with the way to sign in. */
function defaultOf(path: string, desk: SettingsDesk): unknown {
  const otherwise: Readonly<Record<string, unknown>> = {
    tenant: 'demo',
    'tenant.cloud': 'global',
    'tenant.api': 'v1.0',
    'tenant.method': 'PUT',
    'signIn.mode': 'application',
    'signIn.credential': 'certificate',
    'signIn.method': 'device-code',
    'directory.people': 'everybody',
  };
  return desk.known?.leaves.find((leaf) => leaf.path === path)?.default ?? otherwise[path];
}

function SettingRow({ setting, desk }: { readonly setting: ShownSetting; readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const words = useValueWords(setting);
  const inWords = useProblemWords();
  const { path, name, kind, values } = setting;
  const { known, draft, edits, problems, contestedPaths } = desk;
  const label = name === undefined ? path : withHeldNames(settingWords[name][language]);
  const hint = name === undefined ? '' : withHeldNames(settingHints[name]?.[language] ?? '');
  const inDraft = settingAt(draft, path);
  const inFile = settingAt(known?.document, path);
  const running = settingAt(known?.effective, path);
  const otherwise = defaultOf(path, desk);
  const isEdited = [...edits.keys()].some((one) => one === path || path.startsWith(`${one}.`));
  const source = isEdited ? 'edited' : inFile === undefined ? 'default' : 'file';
  const own = problems.filter(({ at }) => at === path || at.startsWith(`${path}.`));
  const canReset = inDraft !== undefined && kind !== 'tenant' && path !== 'signIn.mode';
  return (
    <li className={styles.field} data-setting={path} data-source={source}>
      <div className={styles.fieldHead}>
        <p className={styles.label}>{label}</p>
        <p className={styles.source}>{t(`settings.source.${source}`)}</p>
      </div>
      {hint === '' ? null : <p className={styles.hint}>{hint}</p>}
      {needsRestart(path) ? <p className={styles.hint}>{t('settings.restart')}</p> : null}
      <SettingControl
        {...{ kind, values, label, words, isReadOnly: known?.isWritable !== true }}
        value={inDraft ?? otherwise}
        isSet={inDraft !== undefined}
        onChange={(value) => change(path, value, desk)}
      />
      {own.map((problem) => (
        <p key={`${problem.at} ${problem.expected.en}`} className={styles.problem} role="alert">
          {inWords(problem)}
        </p>
      ))}
      {contestedPaths.some((one) => one === path || path.startsWith(`${one}.`)) ? (
        <p className={styles.problem}>{t('settings.fileNow', { value: words(inFile) })}</p>
      ) : null}
      {inFile !== undefined && !isSame(inFile, running) ? (
        <p className={styles.problem}>{t('settings.runsOn', { value: words(running) })}</p>
      ) : null}
      {canReset ? (
        <div className={styles.reset}>
          {otherwise === undefined ? null : (
            <p className={styles.hint}>{t('settings.defaultIs', { value: words(otherwise) })}</p>
          )}
          <Button look="plain" onPress={() => desk.edit(path, undefined)}>
            {t('settings.useDefault')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Some values stand or fall with what is around them. */
function change(path: string, value: unknown, desk: SettingsDesk): void {
  // Each way to sign in has keys of its own.
  if (path === 'signIn.mode') desk.edit('signIn', { mode: value });
  else if (path.startsWith('signIn.') && value !== undefined) {
    const mode = settingAt(desk.draft, 'signIn.mode') ?? 'application';
    desk.edit('signIn', { mode, [path.slice('signIn.'.length)]: value });
  } else if (path === 'tenant') {
    const before = settingAt(desk.known?.document, 'tenant');
    const own = typeof before === 'object' ? before : { tenantId: '', clientId: '' };
    desk.edit('tenant', value === 'demo' ? 'demo' : own);
  } else desk.edit(path, value);
}

/** How a value is said. */
function useValueWords({ name }: ShownSetting): (value: unknown) => string {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (value) => {
    if (value === undefined || value === '') return t('settings.empty');
    if (typeof value === 'boolean') return t(value ? 'settings.yes' : 'settings.no');
    if (typeof value !== 'string') return JSON.stringify(value);
    return withHeldNames(settingValueWords[name ?? '']?.[value]?.[language] ?? value);
  };
}
