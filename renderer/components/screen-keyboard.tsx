import { Delete, Space } from 'lucide-react';
import { type PointerEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/language.ts';
import { classNames } from '../look/class-names.ts';
import { type KanaMark, kanaMarks, markLastKana } from './kana.ts';
import styles from './screen-keyboard.module.css';

const letterRows = ['1234567890⌫', 'qwertyuiop@', 'asdfghjkl-.', "zxcvbnm'"] as const;
const arabicRows = ['1234567890⌫', 'ضصثقفغعهخحج', 'شسيبلاتنمكط', 'ذءؤرىةوزظدئ', '⇄أإآ@.-␣'] as const;
const kanaRows = [
  'あかさたなはまやらわー',
  'いきしちにひみ　り␣゛',
  'うくすつぬふむゆるを゜',
  'えけせてねへめ　れ⇄小',
  'おこそとのほもよろん⌫',
] as const;

/**
 * A keyboard on the screen, for stations that have no other: letters and digits (pinyin too), kana in Japanese, Arabic letters.
 * It never takes the focus from the field.
 */
export function ScreenKeyboard({
  language,
  text,
  room = Number.POSITIVE_INFINITY,
  onChange: take,
}: {
  readonly language: Language;
  readonly text: string;
  /** As long as its field's `maxLength` lets the text become. */
  readonly room?: number | undefined;
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const own = ownLetters(language);
  const [isOwn, setIsOwn] = useState(true);
  const onChange = (next: string) => (next.length <= Math.max(room, text.length) ? take(next) : undefined);
  const keyProps = { text, onChange };
  const rows: readonly string[] = isOwn && own !== undefined ? own.rows : letterRows;
  return (
    <fieldset
      className={styles.keyboard}
      // Keys lie where they lie on every keyboard, whichever way lines run.
      dir="ltr"
      data-rows={rows.length}
      aria-label={t('keyboard.label')}
      onPointerDown={keepFocus}
    >
      {rows.map((row) => (
        <div className={styles.row} key={row}>
          {[...row].map((key, index) => (
            <KeyCap
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows are constants; blanks have no other name
              key={`${key}${index}`}
              name={key}
              {...keyProps}
              isRoomy={[...row].length < 9}
              onSwitch={() => setIsOwn(false)}
            />
          ))}
          {row.startsWith('z') ? (
            <>
              {own === undefined ? null : (
                <Cap name={t(`keyboard.${own.switchTo}`)} onPress={() => setIsOwn(true)}>
                  {t(`keyboard.${own.name}`)}
                </Cap>
              )}
              <Cap name={t('keyboard.space')} isWide={own === undefined ? 3 : 2} onPress={() => onChange(`${text} `)}>
                <Space className={styles.icon} aria-hidden="true" strokeWidth={2} />
              </Cap>
            </>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}

/** The letters of a language that has others than Latin ones on its keys. */
function ownLetters(language: Language) {
  if (language === 'ja') return { rows: kanaRows, name: 'kana', switchTo: 'switchToKana' } as const;
  if (language === 'ar') return { rows: arabicRows, name: 'arabic', switchTo: 'switchToArabic' } as const;
  return undefined;
}

/** A press must not blur the field: its caret stays, and a hardware keyboard goes on working. */
function keepFocus(event: PointerEvent) {
  event.preventDefault();
}

function KeyCap({
  name,
  text,
  onChange,
  isRoomy,
  onSwitch,
}: {
  readonly name: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Few keys are in this row: its space bar and its switch are wider. */
  readonly isRoomy: boolean;
  readonly onSwitch: () => void;
}) {
  const { t } = useTranslation();
  switch (name) {
    case '　':
      return <span className={styles.blank} />;
    case '⌫':
      return (
        <Cap name={t('keyboard.delete')} isQuiet onPress={() => onChange([...text].slice(0, -1).join(''))}>
          <Delete className={styles.icon} aria-hidden="true" strokeWidth={2} />
        </Cap>
      );
    case '␣':
      return (
        <Cap name={t('keyboard.space')} isQuiet isWide={isRoomy ? 3 : 1} onPress={() => onChange(`${text} `)}>
          <Space className={styles.icon} aria-hidden="true" strokeWidth={2} />
        </Cap>
      );
    case '⇄':
      return (
        <Cap name={t('keyboard.switchToLetters')} isQuiet isWide={isRoomy ? 2 : 1} onPress={onSwitch}>
          {t('keyboard.letters')}
        </Cap>
      );
    default:
      return isMark(name) ? (
        <Cap name={name} isQuiet onPress={() => onChange(markLastKana(text, name))}>
          <span className={name === '小' ? undefined : styles.mark}>{name}</span>
        </Cap>
      ) : (
        <Cap name={name} onPress={() => onChange(text + name)}>
          {name}
        </Cap>
      );
  }
}

function isMark(name: string): name is KanaMark {
  return (kanaMarks as readonly string[]).includes(name);
}

function Cap({
  name,
  onPress,
  children,
  isWide = 1,
  isQuiet = false,
}: {
  readonly name: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly isWide?: 1 | 2 | 3;
  readonly isQuiet?: boolean;
}) {
  return (
    <button
      type="button"
      className={classNames(styles.key, isQuiet && styles.quiet, isWide > 1 && styles[`wide${isWide}`])}
      aria-label={name}
      tabIndex={-1}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
