import { expect, test } from 'vitest';
import { createRecogniser, type Recognising } from '../../../renderer/screens/operator/station/recognition.ts';
import type { ConnectCloud, Recognition } from '../../../shared/connection.ts';
import { settled } from '../../kiosk-stage.ts';

const inChina: Recognition = { kind: 'recognised', domain: 'contoso.cn', cloud: 'china' };

function setUp() {
  const chosen: ConnectCloud[] = [];
  let shown: Recognising = { isBusy: false };
  const answers: ((found: Recognition | undefined) => void)[] = [];
  const recogniser = createRecogniser({
    recognise: () => new Promise((resolve) => void answers.push(resolve)),
    show: (now) => {
      shown = now;
    },
    choose: (cloud) => void chosen.push(cloud),
  });
  return { recogniser, answers, chosen, shown: () => shown };
}

test('the cloud of a domain is chosen, and said to be until somebody chooses another by hand', async () => {
  const { recogniser, answers, chosen, shown } = setUp();
  void recogniser.ask('contoso.cn');
  expect(shown()).toEqual({ isBusy: true });
  answers[0]?.(inChina);
  await settled();
  expect(shown()).toEqual({ isBusy: false, found: inChina });
  expect(chosen).toEqual(['china']);
  recogniser.drop();
  expect(shown()).toEqual({ isBusy: false });
});

test('an answer that comes after a choice by hand changes nothing and says nothing', async () => {
  const { recogniser, answers, chosen, shown } = setUp();
  void recogniser.ask('contoso.cn');
  recogniser.drop();
  answers[0]?.(inChina);
  await settled();
  expect(chosen).toEqual([]);
  expect(shown()).toEqual({ isBusy: false });
});

test('where the station cannot be asked, that is said', async () => {
  const { recogniser, answers, shown } = setUp();
  void recogniser.ask('contoso.cn');
  answers[0]?.(undefined);
  await settled();
  expect(shown()).toEqual({ isBusy: false, found: { kind: 'offline' } });
});
