import { ImageUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAdvice, takenFormatWords } from '../../shared/picture-format-words.ts';
import { useActions, useKiosk } from '../store/kiosk-context.tsx';
import { Button, type ButtonProps } from './button.tsx';
import styles from './file-choice.module.css';

/** Chooses a picture file instead of the camera. The core opens it; the renderer never decodes a foreign format. */
export function FileChoice({ look = 'quiet' }: Pick<ButtonProps, 'look'>) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const isOpening = useKiosk((state) => state.opening.kind === 'opening');
  const openFirst = useOpenFirst();
  return (
    <>
      <input
        ref={input}
        hidden
        type="file"
        accept="image/*"
        onChange={(event) => {
          openFirst(event.target.files);
          // The same file may be chosen again after a problem.
          event.target.value = '';
        }}
      />
      <Button look={look} icon={ImageUp} isPending={isOpening} onPress={() => input.current?.click()}>
        {isOpening ? t('file.opening') : t('file.choose')}
      </Button>
    </>
  );
}

/** Why the chosen file was not opened; forgotten when the screen that said so is left. */
export function FileProblem() {
  const { t } = useTranslation();
  const { forgetFileProblem } = useActions();
  const opening = useKiosk((state) => state.opening);
  const language = useKiosk((state) => state.language);
  useEffect(() => forgetFileProblem, [forgetFileProblem]);
  if (opening.kind !== 'failed') return null;
  const { problem } = opening;
  return (
    <p className={styles.problem} role="alert">
      {problem.kind === 'format' ? formatAdvice(problem.format, language) : t(`file.problem.${problem.words}`)}
    </p>
  );
}

/** Which picture files are taken, wherever one is asked for. */
export function FileFormats() {
  const language = useKiosk((state) => state.language);
  return <p className={styles.formats}>{takenFormatWords[language]}</p>;
}

/** What a screen says while there is nothing to say of a file: small screens have room for one of them. */
export function UnlessFileProblem({ children }: { readonly children: ReactNode }) {
  const hasProblem = useKiosk((state) => state.opening.kind === 'failed');
  return hasProblem ? null : children;
}

/** The picture's place while there is none: a picture may be dropped here where the settings allow it. */
export function FileDropArea({ isActive, children }: { readonly isActive: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const openFirst = useOpenFirst();
  function over(event: DragEvent) {
    event.preventDefault();
    setIsOver(isActive);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (isActive) openFirst(event.dataTransfer.files);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it is the first
    <div
      className={styles.area}
      data-over={isOver}
      data-testid="drop-area"
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {children}
      {isActive ? (
        <div className={styles.hint}>
          <p>{t('file.drop')}</p>
          <FileFormats />
        </div>
      ) : null}
    </div>
  );
}

function useOpenFirst(): (files: FileList | null) => void {
  const { openFile } = useActions();
  return (files) => {
    const file = files?.[0];
    if (file === undefined) return;
    // A file that cannot be read (a folder, a vanished stick) is an empty one, which the core refuses in its own words.
    void file
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0))
      .then((buffer) => openFile(new Uint8Array(buffer)));
  };
}
