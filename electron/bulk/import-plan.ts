import type { Crop } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import { isSharpEnough } from '../../shared/photo-sharpness.ts';
import {
  type ImportFinding,
  type ImportItem,
  type ImportProgress,
  type ImportState,
  importFindings,
  importStates,
  type PictureMatch,
} from '../../shared/picture-import.ts';
import type { PictureLook } from './picture-look.ts';
import type { SourceFile } from './picture-source.ts';

/** What a person decided about one picture, beyond what the plan says by itself. */
export interface Mending {
  readonly match?: Extract<PictureMatch, { kind: 'matched' }>;
  readonly crop?: Crop;
  /** `take`: queue it in spite of what was found. `leave`: do not. `undefined`: as the rules say. */
  readonly decision?: 'take' | 'leave' | undefined;
}

/** Everything known of one picture. */
export interface Draft {
  readonly file: SourceFile;
  readonly match: PictureMatch;
  readonly sha256?: string;
  readonly look?: PictureLook;
  /** It was queued for its person before this run. */
  readonly isUnchanged?: boolean;
  /** `undefined`: not asked, or no answer. */
  readonly hasPresent?: boolean;
  readonly mending: Mending;
  /** What became of it in this run. */
  readonly end?: { readonly jobId: string } | { readonly failure: Failure };
}

/** What is taken or left without asking anybody. */
export interface PlanOptions {
  readonly outputEdgePx: number;
  /** Findings that do not hold a picture back. */
  readonly takes: ReadonlySet<'no-face' | 'several-faces'>;
  /** Of several pictures of one person the one changed last is taken. */
  readonly takesNewest: boolean;
  /** Whoever has a photo keeps it. */
  readonly keepsPresent: boolean;
  /** Files that were queued before are queued again. */
  readonly again: boolean;
  /** Present photos are asked for; else nothing is said of them. */
  readonly asksPresent: boolean;
}

/** The match that holds: a person's own choice before the rules'. */
export function matchOf({ match, mending }: Draft): PictureMatch {
  return mending.match ?? match;
}

function personIdOf(draft: Draft): string | undefined {
  const match = matchOf(draft);
  return match.kind === 'matched' ? match.person.objectId.toLowerCase() : undefined;
}

/** What the other pictures mean for each. */
interface Neighbours {
  readonly draftsOfFile: ReadonlyMap<string, readonly Draft[]>;
  readonly draftsOfPerson: ReadonlyMap<string, readonly Draft[]>;
}

function neighboursOf(drafts: readonly Draft[]): Neighbours {
  const draftsOfFile = new Map<string, Draft[]>();
  const draftsOfPerson = new Map<string, Draft[]>();
  const add = (map: Map<string, Draft[]>, key: string, draft: Draft) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [draft]);
    else known.push(draft);
  };
  for (const draft of drafts) {
    const person = personIdOf(draft);
    if (person === undefined || draft.sha256 === undefined || draft.mending.decision === 'leave') continue;
    if (draft.look?.kind === 'unreadable') continue;
    add(draftsOfFile, draft.sha256, draft);
    add(draftsOfPerson, person, draft);
  }
  return { draftsOfFile, draftsOfPerson };
}

/** The one of several files that a person would name first: the shorter name is the original, the longer its copy. */
function isBefore({ file: a }: Draft, { file: b }: Draft): boolean {
  return a.name.length === b.name.length ? a.name < b.name : a.name.length < b.name.length;
}

function isNewest(draft: Draft, others: readonly Draft[]): boolean {
  return others.every(({ file, sha256 }) => sha256 === draft.sha256 || file.modifiedMs < draft.file.modifiedMs);
}

function lookFindings({ look, mending }: Draft, outputEdgePx: number): ImportFinding[] {
  if (look === undefined) return [];
  if (look.kind === 'unreadable') return [look.failure.code === 'picture-too-small' ? 'too-small' : 'unreadable'];
  const crop = mending.crop ?? look.crop;
  return [
    ...(look.faceCount === 0 ? (['no-face'] as const) : []),
    ...((look.faceCount ?? 0) > 1 ? (['several-faces'] as const) : []),
    ...(isSharpEnough(crop.edgePx, outputEdgePx) ? [] : (['not-sharp'] as const)),
  ];
}

function findingsOf(draft: Draft, neighbours: Neighbours, options: PlanOptions): ImportFinding[] {
  const match = matchOf(draft);
  const found = new Set<ImportFinding>(lookFindings(draft, options.outputEdgePx));
  if (match.kind !== 'matched') found.add(match.kind);
  const isPicture = draft.sha256 !== undefined && draft.look?.kind !== 'unreadable';
  const person = personIdOf(draft);
  if (isPicture && person !== undefined && draft.mending.decision !== 'leave') {
    const others = othersOf(neighbours.draftsOfPerson.get(person), draft);
    const sameFile = neighbours.draftsOfFile.get(draft.sha256 ?? '') ?? [];
    if (sameFile.some((other) => personIdOf(other) !== person)) found.add('same-picture');
    if (others.some((other) => other.sha256 !== draft.sha256)) found.add('several-files');
    if (others.some((other) => other.sha256 === draft.sha256 && isBefore(other, draft))) found.add('copy');
  }
  if (draft.isUnchanged === true && !options.again) found.add('unchanged');
  if (isPicture && person !== undefined && options.asksPresent) {
    if (draft.hasPresent === true) found.add('has-photo');
    else if (draft.hasPresent === undefined && draft.look !== undefined) found.add('present-unknown');
  }
  return importFindings.filter((finding) => found.has(finding));
}

function isTaken({ mending }: Draft): boolean {
  return mending.decision === 'take';
}

/** Of several that a person took and that exclude each other, the first stands. */
function isFirstTaken(draft: Draft, others: readonly Draft[]): boolean {
  return isTaken(draft) && !others.some((other) => isTaken(other) && isBefore(other, draft));
}

function othersOf(drafts: readonly Draft[] | undefined, draft: Draft): Draft[] {
  return (drafts ?? []).filter((other) => other !== draft);
}

function isLifted(finding: ImportFinding, draft: Draft, neighbours: Neighbours, options: PlanOptions): boolean {
  if (finding === 'several-files') {
    const others = othersOf(neighbours.draftsOfPerson.get(personIdOf(draft) ?? ''), draft);
    if (isTaken(draft) || others.some(isTaken)) return isFirstTaken(draft, others);
    return options.takesNewest && isNewest(draft, others);
  }
  if (finding === 'same-picture')
    return isFirstTaken(draft, othersOf(neighbours.draftsOfFile.get(draft.sha256 ?? ''), draft));
  if (isTaken(draft)) return true;
  return (finding === 'no-face' || finding === 'several-faces') && options.takes.has(finding);
}

const holding: readonly ImportFinding[] = ['same-picture', 'several-files', 'no-face', 'several-faces'];

function stateOf(
  draft: Draft,
  findings: readonly ImportFinding[],
  neighbours: Neighbours,
  options: PlanOptions,
): ImportState {
  const { end, look, mending } = draft;
  const has = (finding: ImportFinding) => findings.includes(finding);
  if (end !== undefined) return 'jobId' in end ? 'queued' : 'failed';
  if (has('unreadable') || has('too-small')) return 'refused';
  if (mending.decision === 'leave') return 'left';
  if (has('unmatched') || has('ambiguous')) return 'held';
  if (has('copy') || has('unchanged')) return 'done';
  if (look === undefined) return 'unseen';
  if (has('has-photo') && options.keepsPresent && mending.decision !== 'take') return 'done';
  const isHeld = holding.some((finding) => has(finding) && !isLifted(finding, draft, neighbours, options));
  if (!isHeld) return 'ready';
  const isOutdone = has('several-files') && isAnotherTaken(draft, neighbours, options);
  return isOutdone ? 'left' : 'held';
}

/** Whether another picture of the same person goes instead. */
function isAnotherTaken(draft: Draft, neighbours: Neighbours, options: PlanOptions): boolean {
  const others = othersOf(neighbours.draftsOfPerson.get(personIdOf(draft) ?? ''), draft);
  return others.some((other) => isLifted('several-files', other, neighbours, options));
}

function problemOf({ end, look }: Draft): Failure | undefined {
  if (end !== undefined && 'failure' in end) return end.failure;
  return look?.kind === 'unreadable' ? look.failure : undefined;
}

function itemOf(draft: Draft, neighbours: Neighbours, options: PlanOptions): ImportItem {
  const { file, look, mending, end } = draft;
  const findings = findingsOf(draft, neighbours, options);
  const problem = problemOf(draft);
  const isSeen = look?.kind === 'seen';
  return {
    name: file.name,
    sizeBytes: file.sizeBytes,
    match: matchOf(draft),
    ...(isSeen ? { ...look.size, crop: mending.crop ?? look.crop } : {}),
    ...(isSeen ? { cropBy: mending.crop !== undefined ? 'person' : look.isFromFace ? 'face' : 'place' } : {}),
    findings,
    state: stateOf(draft, findings, neighbours, options),
    ...(problem === undefined ? {} : { problem }),
    ...(end !== undefined && 'jobId' in end ? { jobId: end.jobId } : {}),
  };
}

/**
 * What becomes of every picture, from everything known of all. Pure, and independent of the order of the drafts: no picture
 * goes to two people, no person gets two pictures, and what a person decided holds.
 */
export function planImport(drafts: readonly Draft[], options: PlanOptions): ImportItem[] {
  const neighbours = neighboursOf(drafts);
  return drafts.map((draft) => itemOf(draft, neighbours, options));
}

/** How many pictures stand where, and how often each finding was made. */
export function countItems(items: readonly ImportItem[]): Pick<ImportProgress, 'states' | 'findings'> {
  const states = Object.fromEntries(importStates.map((state) => [state, 0])) as Record<ImportState, number>;
  const findings = Object.fromEntries(importFindings.map((finding) => [finding, 0])) as Record<ImportFinding, number>;
  for (const item of items) {
    states[item.state] += 1;
    for (const finding of item.findings) findings[finding] += 1;
  }
  return { states, findings };
}
