import type { ReactNode } from 'react';
import { AttractPicture } from '../components/attract-picture.tsx';
import { Scroller } from '../components/scroller.tsx';
import { StepTitle } from '../components/stage.tsx';
import styles from './attract-screen.module.css';

interface SetUpPanelProps {
  readonly title: string;
  readonly body: string;
  /** Why the last press did not lead on, in words. */
  readonly problem: string | undefined;
  readonly children: ReactNode;
}

/** What a station that belongs to nobody yet shows beside the picture of its first screen. */
export function SetUpPanel({ title, body, problem, children }: SetUpPanelProps) {
  return (
    <>
      <div className={styles.picture}>
        <AttractPicture />
      </div>
      <Scroller className={styles.panel} frameClassName={styles.panelFrame} isPage>
        <div className={styles.words}>
          <StepTitle title={title} className={styles.title} />
          <p className={styles.body}>{body}</p>
          {problem === undefined ? null : (
            <p className={styles.note} role="alert">
              {problem}
            </p>
          )}
        </div>
        <div className={styles.actions}>{children}</div>
      </Scroller>
    </>
  );
}
