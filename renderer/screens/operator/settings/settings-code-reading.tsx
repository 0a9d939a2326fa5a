import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeCamera } from '../../../components/code-camera.tsx';
import { intoView } from '../../../components/into-view.ts';
import styles from './settings.module.css';
import { type Collected, createCodeCollector } from './settings-codes.ts';

/** The camera, looking for the codes of another station's settings. */
export function CodeReading({
  onDocument,
  onBroken,
}: {
  readonly onDocument: (document: string) => void;
  readonly onBroken: () => void;
}) {
  const { t } = useTranslation();
  const [collector] = useState(createCodeCollector);
  const [last, setLast] = useState<Collected>();
  async function take(text: string) {
    const said = await collector.take(text);
    if (said.kind === 'whole') onDocument(said.document);
    else if (said.kind === 'broken') onBroken();
    else setLast(said);
  }
  return (
    <div ref={intoView} className={styles.codes} data-testid="settings-code-camera">
      <div className={styles.reading}>
        <CodeCamera onCode={(text) => void take(text)} />
      </div>
      <p className={styles.body} role="status">
        {last?.kind === 'part' ? t('settings.transfer.have', { have: last.have, count: last.count }) : null}
        {last?.kind === 'foreign' ? t('settings.transfer.foreign') : null}
        {last === undefined ? t('settings.transfer.hold') : null}
      </p>
    </div>
  );
}
