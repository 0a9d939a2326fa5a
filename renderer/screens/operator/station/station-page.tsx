import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { classNames } from '../../../look/class-names.ts';
import styles from './station-page.module.css';

/** One page of the station: the way back and its title stand above it, and take the focus when it opens. */
export function StationPage({
  title,
  onBack,
  children,
}: {
  readonly title: string;
  readonly onBack: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const announce = useAnnounce();
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => announce(title), [announce, title]);
  return (
    <div className={styles.page} data-station-page>
      <div className={styles.head}>
        <Button look="plain" icon={ArrowLeft} isIconOnly onPress={onBack}>
          {t('common.back')}
        </Button>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
      </div>
      <div className={styles.content}>{children}</div>
    </div>
  );
}

/** The words of a page, which scroll where they do not fit, and the buttons below them. */
export function PageBody({
  name,
  isBusy = false,
  isWide = false,
  children,
  foot,
}: {
  readonly name: string;
  readonly isBusy?: boolean;
  /** Two things stand beside each other on it. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}) {
  return (
    <div className={styles.body}>
      <Scroller className={styles.scroll} frameClassName={styles.frame} name={name} isBusy={isBusy}>
        <div className={classNames(styles.column, isWide && styles.wide)}>{children}</div>
      </Scroller>
      {foot === undefined ? null : <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

/** Names and values that somebody may have to read out or copy. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
