import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Scroller } from '../../components/scroller.tsx';
import detail from './job-detail.module.css';

/** What stands beside a list, with the way back to it where one pane is seen at a time. */
export function BesidePane({
  label,
  onClose,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section className={detail.detail} aria-label={label}>
      <Scroller className={detail.scroll} frameClassName={detail.frame}>
        {children}
      </Scroller>
      <div className={detail.foot} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onClose}>
          {t('operator.queue.toList')}
        </Button>
      </div>
    </section>
  );
}
