import { useState } from 'react';
import type { RosterDraft } from '../../../../shared/roster-import.ts';
import { SurveyView } from '../survey/survey-view.tsx';
import { RosterCards } from './roster-cards.tsx';
import { RosterDetail } from './roster-detail.tsx';
import { RosterImport } from './roster-import.tsx';
import { RosterJoin } from './roster-join.tsx';
import { RosterList } from './roster-list.tsx';
import { RosterResults } from './roster-results.tsx';
import { RosterSharing } from './roster-sharing.tsx';

type Place =
  | { readonly kind: 'list' | 'join' }
  | { readonly kind: 'roster' | 'results' | 'cards' | 'sharing'; readonly rosterId: string }
  /** `rosterId` absent: the directory. */
  | { readonly kind: 'survey'; readonly rosterId?: string }
  | { readonly kind: 'import'; readonly name: string; readonly rosterId?: string }
  | { readonly kind: 'draft'; readonly name: string; readonly draft: RosterDraft; readonly from: Place };

/** Lists of people to photograph: all of them, one of them, a new one, and what came of one. */
export function RostersView() {
  const [place, setPlace] = useState<Place>({ kind: 'list' });
  const toList = () => setPlace({ kind: 'list' });
  const open = (rosterId: string) => setPlace({ kind: 'roster', rosterId });
  switch (place.kind) {
    case 'list':
      return (
        <RosterList
          onOpen={open}
          onNew={() => setPlace({ kind: 'import', name: '' })}
          onJoin={() => setPlace({ kind: 'join' })}
          onSurvey={() => setPlace({ kind: 'survey' })}
        />
      );
    case 'join':
      return <RosterJoin onJoined={open} onClose={toList} />;
    case 'import': {
      const { rosterId } = place;
      const leave = rosterId === undefined ? toList : () => open(rosterId);
      return <RosterImport name={place.name} onKept={open} onClose={leave} />;
    }
    case 'survey': {
      const { rosterId } = place;
      return (
        <SurveyView
          key={rosterId ?? ''}
          rosterId={rosterId}
          onList={(draft, name) => setPlace({ kind: 'draft', name, draft, from: place })}
          onClose={() => setPlace(rosterId === undefined ? { kind: 'list' } : { kind: 'results', rosterId })}
        />
      );
    }
    case 'draft':
      return <RosterImport name={place.name} draft={place.draft} onKept={open} onClose={() => setPlace(place.from)} />;
    case 'roster':
      return (
        <RosterDetail
          key={place.rosterId}
          rosterId={place.rosterId}
          onClose={toList}
          onImport={(name) => setPlace({ kind: 'import', name, rosterId: place.rosterId })}
          onResults={() => setPlace({ kind: 'results', rosterId: place.rosterId })}
          onCards={() => setPlace({ kind: 'cards', rosterId: place.rosterId })}
          onSharing={() => setPlace({ kind: 'sharing', rosterId: place.rosterId })}
        />
      );
    case 'results':
      return (
        <RosterResults
          rosterId={place.rosterId}
          onSurvey={() => setPlace({ kind: 'survey', rosterId: place.rosterId })}
          onClose={() => open(place.rosterId)}
        />
      );
    case 'sharing':
      return <RosterSharing rosterId={place.rosterId} onClose={() => open(place.rosterId)} />;
    case 'cards':
      return <RosterCards rosterId={place.rosterId} onClose={() => open(place.rosterId)} />;
  }
}
