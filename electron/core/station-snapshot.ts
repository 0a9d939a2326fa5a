import type { Station } from '../../shared/station.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import { canChooseFile } from '../settings/settings-schema.ts';

/** What the screens may know of the settings: nothing secret, nothing they do not show. */
export function stationView({ settings, logo }: LoadedSettings): Station {
  const { station, photo, signIn } = settings;
  return {
    name: station.name,
    companyName: station.companyName,
    ...(logo === undefined ? {} : { logo }),
    accentColour: station.accentColour,
    theme: station.theme,
    // Signing in with one's own account and being photographed belong together, whatever the station is called.
    mode: signIn.mode === 'self-service' ? 'self-service' : station.mode,
    languages: station.languages,
    idleTimeoutSeconds: station.idleTimeoutSeconds,
    countdownSeconds: station.countdownSeconds,
    canChooseFile: canChooseFile(settings),
    isMirrored: station.isMirrored,
    ...(station.preferredCamera === undefined ? {} : { preferredCamera: station.preferredCamera }),
    notice: { version: station.notice.version, text: station.notice.text },
    outputEdgePx: photo.outputEdgePx,
    hasOperatorPin: station.operatorPinHash !== undefined,
  };
}
