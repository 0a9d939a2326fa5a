import type { Target } from '../../shared/target.ts';
import type { Api } from '../settings/settings-schema.ts';

export type { Api };
export type Method = 'PUT' | 'PATCH';
type TargetKind = Target['kind'];

/** The square sizes that are served, in pixels; only those up to the stored picture exist. */
export const servedEdgesPx = [48, 64, 96, 120, 240, 360, 432, 504, 648] as const;

interface TargetRow {
  /** Methods that write the photo; empty when this dialect has no such target. */
  readonly methods: readonly Method[];
  /** What the reference says a successful write answers. Any 2xx is taken as accepted. */
  readonly success: number;
  readonly canDelete: boolean;
}

/** One photo API: routes, methods, sizes, the form of "no photo", and the names of the metadata's fields. */
export interface Dialect {
  readonly name: string;
  /** Between the root and the target. */
  readonly prefix: string;
  readonly hasSizes: boolean;
  /** How a user stands in a path: `/users/{id}` or `/Users('{id}')`. */
  readonly userForm: 'segment' | 'key';
  /** How a size stands in a path: `/photos/240x240` or `/photos('240x240')`. */
  readonly sizeForm: 'segment' | 'key';
  /** A 404 with a picture's code, or a 200 with a picture of 1×1 pixels. */
  readonly noPhoto: 'not-found' | 'one-pixel';
  readonly fields: { readonly id: string; readonly width: string; readonly height: string };
  /** Headers this system needs beside the common ones. */
  readonly extraHeaders: Readonly<Record<string, string>>;
  /** The most bytes one request may carry. */
  readonly bodyLimitBytes: number;
  readonly targets: Readonly<Record<TargetKind, TargetRow>>;
  /** The document this row is from. */
  readonly source: string;
}

const fourMegabytes = 4 * 1024 * 1024;
const graphFields = { id: 'id', width: 'width', height: 'height' };
const outlookFields = { id: 'Id', width: 'Width', height: 'Height' };
const absent: TargetRow = { methods: [], success: 200, canDelete: false };

function writable(methods: readonly Method[], canDelete: boolean, success = 200): TargetRow {
  return { methods, success, canDelete };
}

/**
 * Every photo API this core speaks. Nothing outside this table knows how they differ.
 * Deleting exists for users and groups in newer documents of Graph ("Delete profilePhoto"), for nothing else.
 */
export const dialectTable: Readonly<Record<Api, Dialect>> = {
  'v1.0': {
    name: 'Microsoft Graph v1.0',
    prefix: '/v1.0',
    hasSizes: true,
    userForm: 'segment',
    sizeForm: 'segment',
    noPhoto: 'not-found',
    fields: graphFields,
    extraHeaders: {},
    bodyLimitBytes: fourMegabytes,
    targets: {
      me: writable(['PUT', 'PATCH'], true),
      user: writable(['PUT', 'PATCH'], true),
      group: writable(['PUT', 'PATCH'], true),
      team: writable(['PUT'], false, 204),
      contact: writable(['PUT', 'PATCH'], false),
    },
    source: 'Microsoft Graph v1.0, "Update profilePhoto" (2015 and 2024)',
  },
  beta: {
    name: 'Microsoft Graph beta',
    prefix: '/beta',
    hasSizes: true,
    userForm: 'segment',
    sizeForm: 'segment',
    noPhoto: 'not-found',
    fields: graphFields,
    extraHeaders: {},
    // "limits the size of the photo you can add to under 4MB"
    bodyLimitBytes: fourMegabytes - 1,
    targets: {
      me: writable(['PUT'], true),
      user: writable(['PUT'], true),
      group: writable(['PUT'], true),
      team: absent,
      contact: writable(['PUT'], false),
    },
    source: 'Microsoft Graph beta, "Update profilephoto"',
  },
  'outlook-v2.0': {
    name: 'Outlook User Photo REST API v2.0',
    prefix: '/api/v2.0',
    hasSizes: false,
    userForm: 'key',
    sizeForm: 'key',
    noPhoto: 'one-pixel',
    fields: outlookFields,
    extraHeaders: { 'return-client-request-id': 'true' },
    bodyLimitBytes: fourMegabytes,
    targets: {
      me: writable(['PUT', 'PATCH'], false),
      user: writable(['PUT', 'PATCH'], false),
      group: absent,
      team: absent,
      contact: absent,
    },
    source: 'Outlook User Photo REST API reference, v2.0',
  },
  'outlook-beta': {
    name: 'Outlook User Photo REST API beta',
    prefix: '/api/beta',
    hasSizes: true,
    userForm: 'key',
    sizeForm: 'key',
    noPhoto: 'one-pixel',
    fields: outlookFields,
    extraHeaders: { 'return-client-request-id': 'true' },
    bodyLimitBytes: fourMegabytes,
    targets: {
      me: writable(['PUT'], false),
      user: writable(['PUT'], false),
      group: absent,
      team: absent,
      contact: absent,
    },
    source: 'Outlook User Photo REST API reference, beta',
  },
};
