import '../../../renderer/zod-without-eval.ts';
import { startApp } from '../../../renderer/app.tsx';
import { errorCodes } from '../../../shared/error-code.ts';
import { photoFaults } from '../../../shared/face/photo-verdict.ts';
import { err, ok } from '../../../shared/result.ts';
import { searchProblems } from '../../../shared/search-problem.ts';
import type { Station } from '../../../shared/station.ts';
import { connectHandlers, settingsHandlers } from '../../connect-double.ts';
import { fileHandlers } from '../../file-double.ts';
import { hotFolderHandlers } from '../../hot-folder-double.ts';
import { importHandlers } from '../../import-double.ts';
import { createKioskDouble, type KioskDouble, samplePeople, sampleSnapshot } from '../../kiosk-double.ts';
import { operatorHandlers, sampleHeld, sampleJobs } from '../../operator-double.ts';
import { rosterHandlers } from '../../roster-double.ts';
import { surveyHandlers } from '../../survey-double.ts';
import { targetHandlers } from '../../target-double.ts';

declare global {
  interface Window {
    /** The double behind the page, for tests to emit events. */
    harness: KioskDouble;
  }
}

/**
 * The real renderer over a kiosk double, to look at every screen without a core. The address says the station's settings:
 * `?theme=dark&accentColour=%23ffcc00&languages=ja,en&photo=1&fail=not-saved-disk-full&idle=20`.
 * `search=throttled` answers searches from the copy and says why; with `copy=none` they fail for that reason.
 * `fault=too-dark` is what every photo lacks. `jobs=10000` fills the operator's list; `held=3` puts photos that wait for staff before
 * them; `hotFolder=gone` fills the tray of a real camera's folder that cannot be read now;
 * `files=gone` and the like are what choosing files meets (`fileHandlers`), `sharing=over` how a shared list stands (`rosterHandlers`);
 * `station` and `snapshot` take JSON over the sample's own.
 */
function start(root: HTMLElement) {
  const asked = new URLSearchParams(location.search);
  const languages = asked.get('languages')?.split(',') as Station['languages'] | undefined;
  const station: Station = {
    ...sampleSnapshot.station,
    theme: (asked.get('theme') ?? 'light') as Station['theme'],
    accentColour: asked.get('accentColour') ?? sampleSnapshot.station.accentColour,
    languages: languages ?? sampleSnapshot.station.languages,
    idleTimeoutSeconds: Number(asked.get('idle') ?? 3600),
    countdownSeconds: Number(asked.get('countdown') ?? 1),
    ...JSON.parse(asked.get('station') ?? '{}'),
  };
  const more = JSON.parse(asked.get('snapshot') ?? '{}');
  const jobs = [...sampleHeld(Number(asked.get('held') ?? 0)), ...sampleJobs(Number(asked.get('jobs') ?? 12))];
  const hotFolder = (['watching', 'gone'] as const).find((one) => one === asked.get('hotFolder')) ?? 'off';
  const hasPhotos = asked.has('photo');
  const failure = errorCodes.find((code) => code === asked.get('fail'));
  const problem = searchProblems.find((one) => one === asked.get('search'));
  const fault = photoFaults.find((one) => one === asked.get('fault'));
  const remembered = (query: string) =>
    samplePeople.filter((one) => one.displayName.toLowerCase().includes(query.toLowerCase()));
  const double: KioskDouble = createKioskDouble(
    {
      ...operatorHandlers(jobs, (name, value) => double.emit(name, value)),
      ...connectHandlers((name, value) => double.emit(name, value)),
      ...settingsHandlers((name, value) => double.emit(name, value)),
      ...rosterHandlers(asked.get('sharing')),
      ...targetHandlers(drawnPhoto),
      ...hotFolderHandlers(hotFolder, drawnPhoto),
      ...importHandlers((name, value) => double.emit(name, value), drawnPhoto),
      ...fileHandlers(asked.get('files')),
      ...surveyHandlers((name, value) => double.emit(name, value)),
      'uploads.thumbnail': async () => ok(hasPhotos ? { photo: await drawnPhoto() } : {}),
      'uploads.former': async () => ok(hasPhotos ? { photo: await drawnPhoto() } : {}),
      'people.photo': async ({ personId }) =>
        ok(hasPhotos && personId.endsWith('1') ? { photo: await drawnPhoto() } : {}),
      ...(problem === undefined
        ? {}
        : {
            'people.search': async ({ query }) =>
              asked.get('copy') === 'none' && problem !== 'slow'
                ? err({ code: problem })
                : ok({ people: remembered(query), isFromCache: true, problem }),
          }),
      ...(fault === undefined
        ? {}
        : {
            'photos.assess': async ({ crop }) =>
              ok({
                suggestion: {
                  crop: crop ?? { centreXPx: 640, centreYPx: 340, edgePx: 460, rotationDeg: 0 },
                  isFromFace: true,
                  isTilted: false,
                  isHeadWhole: true,
                },
                faults: [fault],
              }),
          }),
      ...(failure === undefined ? {} : { 'uploads.enqueue': async () => err({ code: failure }) }),
    },
    { ...sampleSnapshot, station, ...more },
  );
  window.harness = double;
  startApp(double.api, root);
}

/** Somebody's present photo: a drawing, so that no real face is needed. */
async function drawnPhoto(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(240, 240);
  const context = canvas.getContext('2d');
  if (context === null) return new Uint8Array();
  context.fillStyle = '#c9b89c';
  context.fillRect(0, 0, 240, 240);
  context.fillStyle = '#5b4636';
  context.beginPath();
  context.ellipse(120, 270, 110, 100, 0, 0, 7);
  context.fill();
  context.fillStyle = '#8a6a52';
  context.beginPath();
  context.ellipse(120, 105, 48, 60, 0, 0, 7);
  context.fill();
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
}

const root = document.getElementById('root');
if (root !== null) start(root);
