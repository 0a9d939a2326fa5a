import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';
import { initialsOf, isFromOwnPage, pageDocument, pageHeaders, toneOf } from './page-shell.ts';
import { pageWords, preferredLanguage, signInWords } from './page-words.ts';
import { type DemoPerson, demoOrganisation } from './sample-people.ts';
import { readScopes } from './scopes.ts';
import { type DemoEnv, isTenantName } from './sign-in-routes.ts';
import type { SignInParts } from './token-endpoint.ts';

type Words = typeof signInWords;
type Key = keyof Words;

/** The accounts offered for a sign-in: every role, a plain person, and two that get refused. */
const accountAliases = [
  'grace.whitfield',
  'tomas.herrera',
  'mei.fujimoto',
  'ruth.adler',
  'aoi.tanaka',
  'yutong.wang',
  'oliver.bennett',
  'bruno.keller',
  'former.employee',
];

function accounts(parts: SignInParts): readonly DemoPerson[] {
  const { people } = parts.world.directory;
  const found = accountAliases.map((alias) =>
    people.find((person) => person.userPrincipalName.startsWith(`${alias}@`)),
  );
  return found.filter((person) => person !== undefined);
}

function noteOf(person: DemoPerson): Key {
  if (!person.isEnabled) return 'disabledAccount';
  if (person.role !== undefined) return person.role;
  return person.mailbox === 'none' ? 'noMailbox' : 'plain';
}

function accountChoice(parts: SignInParts, language: Language) {
  return html`<div class="accounts" role="radiogroup" aria-label="${signInWords.pick[language]}">${accounts(parts).map(
    (person, index) =>
      html`<label><input type="radio" name="account" value="${person.id}" ${index === 0 ? 'checked' : ''}><span class="face e48 ${toneOf(person.id)}" aria-hidden="true">${initialsOf(person)}${person.photo === 'none' ? '' : html`<img alt="" src="/directory/photos/${person.id}/48">`}</span><span><b>${person.displayName}</b><small>${signInWords[noteOf(person)][language]}</small></span></label>`,
  )}</div>`;
}

function sheet(language: Language, body: ReturnType<typeof html>, script?: string): Promise<string> {
  return pageDocument(
    language,
    `${demoOrganisation} · ${pageWords.demo[language]}`,
    html`<main class="sheet">${body}</main>`,
    script,
  );
}

function said(language: Language, key: Key): Promise<string> {
  return sheet(language, html`<h1>${demoOrganisation}</h1><p class="big">${signInWords[key][language]}</p>`);
}

function codeForm(language: Language, code: string, problem?: Key): Promise<string> {
  const notice = problem === undefined ? '' : html`<p class="bad" role="alert">${signInWords[problem][language]}</p>`;
  return sheet(
    language,
    html`<h1>${signInWords.enterCode[language]}</h1><p>${signInWords.enterCodeHow[language]}</p>${notice}<form method="post" action="/device"><label class="hidden" for="code">${signInWords.code[language]}</label><input type="text" id="code" name="code" value="${code}" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus><div class="actions"><button class="primary">${signInWords.next[language]}</button></div></form>`,
  );
}

interface AccountForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly appName: string;
  readonly problem?: Key;
}

function accountForm(parts: SignInParts, language: Language, form: AccountForm): Promise<string> {
  const notice =
    form.problem === undefined ? '' : html`<p class="bad" role="alert">${signInWords[form.problem][language]}</p>`;
  const hidden = Object.entries(form.hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return sheet(
    language,
    html`<h1>${signInWords.pick[language]}</h1><p><strong>${form.appName}</strong> ${signInWords.wants[language]} ${signInWords.pickHow[language]}</p>${notice}<form method="post" action="${form.action}">${hidden}${accountChoice(parts, language)}<div class="actions"><button class="primary" name="decision" value="approve">${signInWords.approve[language]}</button><button class="secondary" name="decision" value="decline">${signInWords.decline[language]}</button></div></form>`,
  );
}

/** A redirect for a program on this very machine; anything else is refused (RFC 8252 §7.3). */
function loopbackRedirect(text: string | null): URL | undefined {
  const url = text !== null && URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname) ? url : undefined;
}

interface AuthorizeRequest {
  readonly redirect: URL;
  readonly query: URLSearchParams;
  readonly appName: string;
}

function authorizeRequest(parts: SignInParts, query: URLSearchParams): AuthorizeRequest | undefined {
  const registration = parts.registration(query.get('client_id') ?? '');
  const redirect = loopbackRedirect(query.get('redirect_uri'));
  const isSafe = query.get('code_challenge_method') === 'S256' && query.get('code_challenge') !== null;
  if (registration === undefined || !registration.isPublicClient || redirect === undefined || !isSafe) return undefined;
  return { redirect, query, appName: registration.name };
}

const returnScriptPath = '/sign-in/return.js';
/** Sends the form that leads back to the program, as Entra's own page does; without scripts the button does. */
const returnScript = "document.querySelector('form').submit();\n";

/** The way back to the program that asked: in the address, or as a form where it asked for that (`form_post`). */
async function answerBack(
  c: Context<DemoEnv>,
  request: AuthorizeRequest,
  language: Language,
  result: Readonly<Record<string, string>>,
): Promise<Response> {
  const state = request.query.get('state');
  const fields = Object.entries({ ...result, ...(state === null ? {} : { state }) });
  if (request.query.get('response_mode') === 'form_post') {
    const inputs = fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
    const form = html`<h1>${demoOrganisation}</h1><form method="post" action="${request.redirect.href}">${inputs}<div class="actions"><button class="primary">${signInWords.next[language]}</button></div></form>`;
    return c.body(await sheet(language, form, returnScriptPath), 200, pageHeaders([request.redirect.origin]));
  }
  const target = new URL(request.redirect);
  for (const [name, value] of fields) target.searchParams.set(name, value);
  return c.redirect(target.href, 303);
}

function addDevicePages(app: Hono<DemoEnv>, parts: SignInParts): void {
  const languageOf = (request: Request): Language => preferredLanguage(request.headers.get('accept-language'));
  app.get('/device', async (c) =>
    c.body(await codeForm(languageOf(c.req.raw), c.req.query('otc') ?? ''), 200, pageHeaders()),
  );
  app.post('/device', async (c) => {
    const language = languageOf(c.req.raw);
    if (!isFromOwnPage(c.req.raw)) return c.body(await said(language, 'badRequest'), 403, pageHeaders());
    const form = new URLSearchParams(await c.req.text());
    const code = form.get('code') ?? '';
    const clientId = parts.flows.waitingApp(code);
    if (clientId === undefined) return c.body(await codeForm(language, code, 'unknownCode'), 400, pageHeaders());
    const appName = parts.registration(clientId)?.name ?? '';
    const ask = (problem?: Key) =>
      accountForm(parts, language, { action: '/device', hidden: { code }, appName, ...(problem && { problem }) });
    if (form.get('decision') === 'decline') {
      parts.flows.decideDevice(code, undefined);
      return c.body(await said(language, 'declined'), 200, pageHeaders());
    }
    if (form.get('decision') !== 'approve') return c.body(await ask(), 200, pageHeaders());
    const person = parts.world.directory.person(form.get('account') ?? '');
    if (person === undefined || !person.isEnabled) return c.body(await ask('disabled'), 400, pageHeaders());
    parts.flows.decideDevice(code, person.id);
    return c.body(await said(language, 'approved'), 200, pageHeaders());
  });
}

function addAuthorizePages(app: Hono<DemoEnv>, parts: SignInParts): void {
  const languageOf = (request: Request): Language => preferredLanguage(request.headers.get('accept-language'));
  const path = '/:tenant/oauth2/v2.0/authorize';
  app.on(['GET', 'POST'], path, async (c) => {
    const language = languageOf(c.req.raw);
    const url = new URL(c.req.url);
    const request = isTenantName(c.req.param('tenant')) ? authorizeRequest(parts, url.searchParams) : undefined;
    if (request === undefined || !isFromOwnPage(c.req.raw))
      return c.body(await said(language, 'badRequest'), 400, pageHeaders());
    const headers = pageHeaders([request.redirect.origin]);
    const action = `${url.pathname}${url.search}`;
    const ask = (problem?: Key) =>
      accountForm(parts, language, { action, hidden: {}, appName: request.appName, ...(problem && { problem }) });
    if (c.req.method === 'GET') return c.body(await ask(), 200, headers);
    const form = new URLSearchParams(await c.req.text());
    if (form.get('decision') === 'decline') return answerBack(c, request, language, { error: 'access_denied' });
    const person = parts.world.directory.person(form.get('account') ?? '');
    if (person === undefined || !person.isEnabled) return c.body(await ask('disabled'), 400, headers);
    const asked = readScopes(request.query.get('scope') ?? '', 'https://graph.microsoft.com');
    if (asked.kind === 'error') return answerBack(c, request, language, { error: asked.error.error });
    const nonce = request.query.get('nonce');
    const clientId = request.query.get('client_id') ?? '';
    const grant = { clientId, personId: person.id, asked: asked.value, ...(nonce === null ? {} : { nonce }) };
    const challenge = request.query.get('code_challenge') ?? undefined;
    const code = parts.flows.issueCode(grant, request.query.get('redirect_uri') ?? '', challenge);
    const clientInfo = JSON.stringify({ uid: person.id, utid: parts.tenantId });
    return answerBack(c, request, language, { code, client_info: Buffer.from(clientInfo).toString('base64url') });
  });
}

/** The pages where a person signs in: `/device` for a code, `authorize` for a browser on the same machine. */
export function createSignInPages(parts: SignInParts): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  addDevicePages(app, parts);
  addAuthorizePages(app, parts);
  app.get(returnScriptPath, (c) =>
    c.body(returnScript, 200, { ...pageHeaders(), 'content-type': 'text/javascript; charset=utf-8' }),
  );
  return app;
}
