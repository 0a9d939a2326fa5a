import { ClipboardPaste, FileUp, Users, X } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommandReply, captureLimitBytes } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import type { PersonCard } from '../../../../shared/person-card.ts';
import { err, type Result } from '../../../../shared/result.ts';
import { pickedPeopleLimit } from '../../../../shared/roster-contract.ts';
import { Button } from '../../../components/button.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { GroupFinder } from './group-finder.tsx';
import { pastedProblem } from './pasted-list.ts';
import { PersonFinder } from './person-finder.tsx';
import styles from './rosters.module.css';

type Opened = Promise<Result<CommandReply<'rosters.openFile'>, Failure>>;

/** Where a list comes from: a file, what was pasted, a group, or people picked one by one. */
export function DraftSource({
  isBusy,
  onOpen,
}: {
  readonly isBusy: boolean;
  readonly onOpen: (asked: Opened) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const [text, setText] = useState('');
  const pasteId = useId();
  async function openPasted(): Opened {
    const problem = pastedProblem(text);
    return problem === undefined ? api.commands['rosters.openText']({ text }) : err(problem);
  }
  return (
    <>
      <ListFile isBusy={isBusy} onOpen={onOpen} />
      <div className={styles.group}>
        <label className={styles.subtitle} htmlFor={pasteId}>
          {t('rosters.import.paste.title')}
        </label>
        <p className={styles.small}>{t('rosters.import.paste.body')}</p>
        <textarea
          id={pasteId}
          className={styles.paste}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button
            icon={ClipboardPaste}
            isDisabled={text.trim() === ''}
            isPending={isBusy}
            onPress={() => onOpen(openPasted())}
          >
            {t('rosters.import.paste.use')}
          </Button>
        </div>
      </div>
      <GroupFinder onChoose={(groupId) => onOpen(api.commands['rosters.openGroup']({ groupId }))} />
      <PickedPeople isBusy={isBusy} onOpen={onOpen} />
    </>
  );
}

function ListFile({ isBusy, onOpen }: { readonly isBusy: boolean; readonly onOpen: (asked: Opened) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);

  async function open(file: File): Opened {
    if (file.size > captureLimitBytes) {
      const detail = { what: 'file-too-large', expected: `${captureLimitBytes} bytes`, actual: `${file.size} bytes` };
      return err({ code: 'list-unreadable', detail });
    }
    const buffer = await file.arrayBuffer().catch(() => new ArrayBuffer(0));
    // Nothing at all is a list without rows, in the core's own words.
    return buffer.byteLength === 0
      ? api.commands['rosters.openText']({ text: '' })
      : api.commands['rosters.openFile']({ file: new Uint8Array(buffer) });
  }
  function take(files: FileList | null) {
    const file = files?.[0];
    if (file !== undefined) onOpen(open(file));
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button in it is the first
    <div
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <h3 className={styles.subtitle}>{t('rosters.import.file.title')}</h3>
      <p className={styles.small}>{t('rosters.import.file.body')}</p>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        accept=".csv,.tsv,.txt,.xlsx"
        aria-label={t('rosters.import.file.choose')}
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
      <Button icon={FileUp} isPending={isBusy} onPress={() => input.current?.click()}>
        {t('rosters.import.file.choose')}
      </Button>
    </div>
  );
}

function PickedPeople({ isBusy, onOpen }: { readonly isBusy: boolean; readonly onOpen: (asked: Opened) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [picked, setPicked] = useState<readonly PersonCard[]>([]);
  const add = (person: PersonCard) =>
    setPicked((now) => (now.some(({ id }) => id === person.id) ? now : [...now, person].slice(0, pickedPeopleLimit)));
  return (
    <div className={styles.group}>
      <h3 className={styles.subtitle}>{t('rosters.import.people.title')}</h3>
      <PersonFinder label={t('rosters.person.find')} onChoose={add} />
      <ul className={styles.buttons} aria-label={t('rosters.import.people.picked')} hidden={picked.length === 0}>
        {picked.map((person) => (
          <li key={person.id}>
            <Button icon={X} onPress={() => setPicked((now) => now.filter(({ id }) => id !== person.id))}>
              {t('rosters.import.people.without', { name: person.displayName })}
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.buttons} hidden={picked.length === 0}>
        <Button
          icon={Users}
          isPending={isBusy}
          onPress={() => onOpen(api.commands['rosters.openPeople']({ personIds: picked.map(({ id }) => id) }))}
        >
          {t('rosters.import.people.use', { count: picked.length })}
        </Button>
      </div>
    </div>
  );
}
