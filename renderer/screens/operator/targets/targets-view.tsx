import { ChevronRight, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../../../shared/person-card.ts';
import {
  type DirectoryTarget,
  directoryTargetOf,
  directoryTargets,
  type TargetCard,
} from '../../../../shared/target-card.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { Portrait } from '../../../components/portrait.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useKiosk, useSnapshot } from '../../../store/kiosk-context.tsx';
import { PersonFinder } from '../rosters/person-finder.tsx';
import rosters from '../rosters/rosters.module.css';
import { TwoPanes } from '../two-panes.tsx';
import { AbilityNotice } from './ability-notice.tsx';
import { type Finding, problemWords, whyNone } from './finding.ts';
import { LastTarget } from './last-target.tsx';
import { TargetPanel } from './target-panel.tsx';
import styles from './targets-view.module.css';
import { type TargetsLook, useFinding, useTargetsLook } from './use-found-targets.ts';

/** Groups, teams and contacts: what can be done with them, finding one, and its photo. */
export function TargetsView() {
  const { t } = useTranslation();
  const { signIn } = useSnapshot();
  const before = useKiosk(({ flow }) => (flow.kind === 'operator' ? flow.target : undefined));
  const [kind, setKind] = useState<DirectoryTarget>(directoryTargetOf(before?.id ?? '') ?? 'group');
  const look = useTargetsLook(signIn.kind, before?.id);
  const [choice, setChoice] = useState<{ readonly card?: TargetCard }>();
  // What staff come back from is chosen again only where the core still knows it: no other could be saved.
  const chosen = choice === undefined ? look?.shown : choice.card;
  const ability = look?.abilities.find((one) => one.kind === kind);
  return (
    <TwoPanes
      testId="targets"
      besideKind={chosen === undefined ? 'nothing' : 'target'}
      list={
        <Scroller className={styles.list}>
          <LastTarget kind={kind} />
          <ChoiceList
            name={t('targets.which')}
            look="pills"
            choices={directoryTargets.map((value) => ({ value, words: t(`targets.many.${value}`) }))}
            value={kind}
            onChange={(next) => {
              setKind(next);
              setChoice({});
            }}
          />
          {ability === undefined ? null : <AbilityNotice ability={ability} />}
          {look === undefined || ability?.lack === 'api' ? null : (
            <Finder key={kind} kind={kind} look={look} chosen={chosen} onChoose={(card) => setChoice({ card })} />
          )}
        </Scroller>
      }
      beside={
        chosen === undefined ? (
          <p className={styles.hint}>{t('targets.hint')}</p>
        ) : (
          <TargetPanel key={chosen.id} card={chosen} ability={ability} onClose={() => setChoice({})} />
        )
      }
    />
  );
}

function Finder({
  kind,
  look: { contactsOf },
  chosen,
  onChoose,
}: {
  readonly kind: DirectoryTarget;
  readonly look: TargetsLook;
  readonly chosen: TargetCard | undefined;
  readonly onChoose: (card: TargetCard) => void;
}) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [owner, setOwner] = useState<PersonCard>();
  const mailbox = contactsOf === 'own' ? {} : owner === undefined ? undefined : { ownerId: owner.id };
  const { finding, again } = useFinding(kind, query, kind === 'contact' ? mailbox : undefined);
  if (kind === 'contact' && mailbox === undefined) {
    return (
      <>
        <p className={styles.words}>{t('targets.mailbox.body')}</p>
        <PersonFinder label={t('targets.mailbox.find')} onChoose={setOwner} />
      </>
    );
  }
  return (
    <>
      {owner === undefined ? null : (
        <div className={styles.owner}>
          <Portrait person={owner} size="list" isDecorative />
          <p className={styles.ownerName}>{t('targets.mailbox.of', { name: owner.displayName })}</p>
          <Button look="plain" onPress={() => setOwner(undefined)}>
            {t('targets.mailbox.other')}
          </Button>
        </div>
      )}
      <search>
        <TextField label={t(`targets.find.${kind}`)} value={query} onChange={setQuery} />
      </search>
      <FoundList
        kind={kind}
        none={whyNone(kind, query, finding)}
        finding={finding}
        chosen={chosen}
        onChoose={onChoose}
        onAgain={again}
      />
    </>
  );
}

/** More rows than anybody reads: the name is typed on. */
const mostRows = 100;

function FoundList({
  kind,
  none,
  finding,
  chosen,
  onChoose,
  onAgain,
}: {
  readonly kind: DirectoryTarget;
  readonly none: ReturnType<typeof whyNone>;
  readonly finding: Finding;
  readonly chosen: TargetCard | undefined;
  readonly onChoose: (card: TargetCard) => void;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation();
  if (finding.kind === 'nothing') return null;
  if (finding.kind === 'looking') return <p className={styles.words}>{t('targets.looking')}</p>;
  if (finding.kind === 'failed') {
    return (
      <div className={styles.failed}>
        <p className={rosters.problem} role="alert">
          {t(`targets.problem.${problemWords(kind, finding.failure.code)}`)}
        </p>
        <Button icon={RotateCw} onPress={onAgain}>
          {t('common.tryAgain')}
        </Button>
      </div>
    );
  }
  const { found, isPart = false, isLooking = false } = finding;
  const { targets, isWhole } = found;
  const shown = targets.slice(0, mostRows);
  const isMore = !isWhole || targets.length > shown.length;
  return (
    <>
      {isLooking ? <p className={styles.words}>{t('targets.looking')}</p> : null}
      {targets.length > 0 || isLooking ? null : <p className={styles.words}>{t(`targets.none.${none}`)}</p>}
      <ul className={rosters.list} aria-label={t(`targets.many.${kind}`)} hidden={shown.length === 0}>
        {shown.map((card) => (
          <li key={card.id}>
            <button
              type="button"
              className={rosters.line}
              aria-pressed={card.id === chosen?.id}
              onClick={() => onChoose(card)}
            >
              <Portrait person={card} size="list" isDecorative />
              <span className={rosters.lineWords}>
                <span className={rosters.lineName}>
                  <bdi>{card.displayName}</bdi>
                </span>
                <TargetWords card={card} kind={kind} />
              </span>
              <ChevronRight className={rosters.chevron} aria-hidden="true" strokeWidth={2} />
            </button>
          </li>
        ))}
      </ul>
      {isMore ? <p className={styles.words}>{t(isPart ? 'targets.part' : 'targets.more')}</p> : null}
    </>
  );
}

/** What tells two of one name apart. */
function TargetWords({ card, kind }: { readonly card: TargetCard; readonly kind: DirectoryTarget }) {
  const { t } = useTranslation();
  const isTeamAmongGroups = kind === 'group' && card.isTeam === true;
  return (
    <span className={rosters.lineMore}>
      {isTeamAmongGroups ? t('targets.isTeam') : null}
      {isTeamAmongGroups && card.more !== undefined ? ' · ' : null}
      {card.more === undefined ? null : <bdi>{card.more}</bdi>}
    </span>
  );
}
