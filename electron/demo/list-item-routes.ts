import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { readBody } from './application-body.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusals } from './graph-error.ts';
import { changesPage, itemsPage, type RowsPage } from './list-pages.ts';
import type { DemoItem, DemoList } from './list-store.ts';

type Answer = Promise<Result<Response, GraphRefusal>>;

const fieldsSchema = z.record(z.string().max(64), z.union([z.string().max(60_000), z.number(), z.boolean(), z.null()]));
const noSuchRow: GraphRefusal = { status: 404, code: 'itemNotFound', message: 'The specified item is not found.' };
const mostRows = 200;

const eTagOf = ({ guid, version }: DemoItem) => `"${guid},${version}"`;

function view(item: DemoItem, hasFields: boolean): object {
  const eTag = eTagOf(item);
  const lastModifiedDateTime = `${new Date(item.modifiedAtMs).toISOString().slice(0, 19)}Z`;
  const shown = { '@odata.etag': eTag, id: item.id, eTag, lastModifiedDateTime };
  return hasFields ? { ...shown, fields: { '@odata.etag': eTag, id: item.id, ...item.fields } } : shown;
}

function unknownColumn(list: DemoList, fields: Readonly<Record<string, unknown>>): GraphRefusal | undefined {
  const names = new Set(list.columns.map(({ name }) => name));
  const unknown = Object.keys(fields).find((name) => !names.has(name));
  if (unknown === undefined) return undefined;
  return { status: 400, code: 'invalidRequest', message: `Field '${unknown}' is not recognized` };
}

function pageAnswer({ url }: DemoCall, { rows, link }: RowsPage, hasFields: boolean): Response {
  const next = new URL(url);
  // A stored link carries all that it needs.
  next.searchParams.set('token', link.token);
  const value = rows.map((row) =>
    'gone' in row ? { id: row.gone, deleted: { state: 'deleted' } } : view(row, hasFields),
  );
  const name = link.kind === 'delta' ? '@odata.deltaLink' : '@odata.nextLink';
  return Response.json({ value, ...(link.kind === 'end' ? {} : { [name]: next.href }) });
}

/** `fields/Column eq 'text'`: of a column without an index it is refused, as of any list that has grown. */
function filtered(list: DemoList, filter: string): Result<DemoItem[], GraphRefusal> {
  const [, name, quoted] = /^fields\/(\w+) eq '((?:[^']|'')*)'$/.exec(filter) ?? [];
  const column = list.columns.find((one) => one.name === name);
  if (name === undefined || column === undefined) {
    return err({ status: 400, code: 'invalidRequest', message: `The filter '${filter}' is not supported.` });
  }
  if (!column.isIndexed) {
    const message = `Field '${name}' cannot be referenced in filter or orderby as it is not indexed.`;
    return err({ status: 400, code: 'invalidRequest', message });
  }
  const text = quoted?.replaceAll("''", "'");
  return ok([...list.items.values()].filter((item) => item.fields[name] === text));
}

function listRows(world: DemoWorld, call: DemoCall, list: DemoList, isDelta: boolean): Result<Response, GraphRefusal> {
  const { searchParams } = call.url;
  const top = Math.min(mostRows, Math.max(1, Number(searchParams.get('$top') ?? mostRows) || mostRows));
  const token = searchParams.get('token') ?? undefined;
  const hasFields = (searchParams.get('$expand') ?? '').startsWith('fields');
  if (isDelta) {
    const page = changesPage(list, token, top, world.nowMs());
    if (page.kind === 'ok') return ok(pageAnswer(call, page.value, hasFields));
    const fresh = new URL(call.url);
    fresh.searchParams.delete('token');
    return err(page.error.status === 410 ? { ...page.error, headers: { location: fresh.href } } : page.error);
  }
  const filter = searchParams.get('$filter');
  if (filter === null) {
    const page = itemsPage(list, token, top, world.nowMs());
    return page.kind === 'ok' ? ok(pageAnswer(call, page.value, hasFields)) : page;
  }
  const found = filtered(list, filter);
  return found.kind === 'ok' ? ok(Response.json({ value: found.value.map((item) => view(item, hasFields)) })) : found;
}

async function addRow(world: DemoWorld, call: DemoCall, list: DemoList): Answer {
  const body = await readBody(call.request, z.object({ fields: fieldsSchema }));
  if (body.kind === 'error') return body;
  const { fields } = body.value;
  const refusal = unknownColumn(list, fields);
  if (refusal !== undefined) return err(refusal);
  const item = world.lists.add(list, fields);
  if (item !== undefined) return ok(Response.json(view(item, true), { status: 201 }));
  const message = 'The list item could not be added or updated because duplicate values were found.';
  return err({ status: 400, code: 'invalidRequest', message });
}

async function changeRow(world: DemoWorld, call: DemoCall, list: DemoList, item: DemoItem): Answer {
  const body = await readBody(call.request, fieldsSchema);
  if (body.kind === 'error') return body;
  const expected = call.request.headers.get('if-match');
  if (expected !== null && expected !== '*' && expected !== eTagOf(item)) {
    return err({ status: 412, code: 'preconditionFailed', message: 'ETag does not match current item value' });
  }
  const refusal = unknownColumn(list, body.value);
  if (refusal !== undefined) return err(refusal);
  world.lists.change(list, item, body.value);
  return ok(Response.json({ '@odata.etag': eTagOf(item), id: item.id, ...item.fields }));
}

/** Answers `…/items` and what is below it, for whoever may use the list. */
export async function answerItems(
  world: DemoWorld,
  call: DemoCall,
  list: DemoList,
  [itemId, part, ...rest]: readonly string[],
): Answer {
  const { method } = call.request;
  if (itemId === undefined) {
    if (method === 'POST') return addRow(world, call, list);
    return method === 'GET' ? listRows(world, call, list, false) : err(refusals.methodNotAllowed);
  }
  if (itemId === 'delta' && part === undefined) return listRows(world, call, list, true);
  const item = list.items.get(itemId);
  if (item === undefined) return err(noSuchRow);
  if (part === 'fields' && rest.length === 0) {
    if (method === 'PATCH') return changeRow(world, call, list, item);
    return method === 'GET'
      ? ok(Response.json({ '@odata.etag': eTagOf(item), ...item.fields }))
      : err(refusals.methodNotAllowed);
  }
  if (part !== undefined) return err(refusals.unknownPath(part));
  if (method === 'GET') {
    return ok(Response.json(view(item, (call.url.searchParams.get('$expand') ?? '').startsWith('fields'))));
  }
  if (method !== 'DELETE') return err(refusals.methodNotAllowed);
  world.lists.removeItem(list, itemId);
  return ok(new Response(null, { status: 204 }));
}
