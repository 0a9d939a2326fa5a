import type { AuditedStation, AuditFinding, AuditProbe, SystemLook } from './audit-probe.ts';
import { linuxProbes } from './linux-probes.ts';
import { asProbes, macProbes, windowsProbes } from './told-probes.ts';

/** What is looked at on a system; nothing on one that stations do not run on. */
export function probesFor(platform: NodeJS.Platform): readonly AuditProbe[] {
  if (platform === 'linux') return linuxProbes;
  if (platform === 'win32') return asProbes(windowsProbes);
  return platform === 'darwin' ? asProbes(macProbes) : [];
}

/** Looks at the system's side of a station, one thing after the other. */
export async function auditStation(
  probes: readonly AuditProbe[],
  system: SystemLook,
  station: AuditedStation,
): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (const { item, fix, look } of probes) {
    const { verdict, found } = await look(system, station);
    findings.push({ item, verdict, found, ...(verdict === 'fail' ? { fix } : {}) });
  }
  return findings;
}
