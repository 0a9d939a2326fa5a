import { html } from 'hono/html';
import type { Language } from '../../shared/language.ts';
import { type DemoFault, demoFaults } from '../../shared/station.ts';
import type { DemoDirectory } from './demo-directory.ts';
import { initialsOf, pageDocument, toneOf } from './page-shell.ts';
import { faultWords, pageWords } from './page-words.ts';
import type { DemoGroup } from './sample-groups.ts';
import { type DemoPerson, demoOrganisation } from './sample-people.ts';

/** What the page shows at first; afterwards events bring what changes. */
export interface DirectoryView {
  readonly language: Language;
  readonly directory: DemoDirectory;
  readonly fault: DemoFault;
  /** The photo's version by object id; absent without a photo. */
  photoVersion(id: string): number | undefined;
}

/** Where a page finds a photo: the version changes the address, so that a browser may keep it. */
export function photoAddress(id: string, edgePx: 48 | 96 | 240, version: number): string {
  return `/directory/photos/${id}/${edgePx}?v=${version}`;
}

function face(view: DirectoryView, id: string, initials: string, edgePx: 48 | 96 | 240) {
  const version = view.photoVersion(id);
  const image =
    version === undefined ? '' : html`<img src="${photoAddress(id, edgePx, version)}" alt="" loading="lazy">`;
  return html`<span class="face e${edgePx} ${toneOf(id)}" data-face="${id}" data-edge="${edgePx}" aria-hidden="true">${initials}${image}</span>`;
}

function sortedPeople(people: readonly DemoPerson[], language: Language): readonly DemoPerson[] {
  const order = new Intl.Collator(language);
  return [...people].sort((a, b) => order.compare(a.reading ?? a.displayName, b.reading ?? b.displayName));
}

function personRow(view: DirectoryView, person: DemoPerson) {
  const words = (text: { readonly [language in Language]: string }): string => text[view.language];
  const sought = [person.displayName, person.reading, person.userPrincipalName, person.employeeId, person.department];
  const number = person.employeeId === undefined ? '' : `${words(pageWords.employeeNumber)} ${person.employeeId}`;
  return html`<li><button class="row" type="button" data-id="${person.id}" data-name="${person.displayName}" data-reading="${person.reading ?? ''}" data-work="${person.jobTitle} · ${person.department}" data-short="${person.department}" data-mail="${person.mail ?? person.userPrincipalName}" data-number="${number}" data-initials="${initialsOf(person)}" data-tone="${toneOf(person.id)}" data-sought="${sought.join(' ').normalize('NFKC').toLowerCase()}">${face(view, person.id, initialsOf(person), 48)}<span class="who"><b>${person.displayName}</b><small>${person.isGuest ? words(pageWords.guest) : person.department}</small></span></button></li>`;
}

function groupItem(view: DirectoryView, group: DemoGroup) {
  const kind = group.isTeam ? pageWords.team : pageWords.group;
  return html`<li>${face(view, group.id, initialsOf(group), 96)}${group.displayName}<small>${kind[view.language]}</small></li>`;
}

/** Whose profile is open at first: somebody whose name the reader's own fonts surely show. */
function firstShown(view: DirectoryView): string {
  const alias = { en: 'chloe.lefevre', ja: 'aoi.tanaka', 'zh-Hans': 'yutong.wang', ar: 'layla.haddad' }[view.language];
  return view.directory.people.find((person) => person.userPrincipalName.startsWith(`${alias}@`))?.id ?? '';
}

function topBar(view: DirectoryView) {
  const { language, fault } = view;
  return html`<header class="bar"><h1>${demoOrganisation}</h1><span class="tag">${pageWords.demo[language]}</span><p class="about">${pageWords.about[language]}</p>
<div class="weather" role="group" aria-labelledby="weather"><span id="weather">${pageWords.weather[language]}</span><span class="switch">${demoFaults.map((name) => html`<button type="button" data-fault="${name}" aria-pressed="${name === fault}">${faultWords[name].name[language]}</button>`)}</span></div></header>
<div class="notice" id="notice" role="status" ${fault === 'none' ? 'hidden' : ''}><span><b id="notice-name">${faultWords[fault].name[language]}</b> <span id="notice-meaning">${faultWords[fault].meaning[language]}</span></span></div>
<div class="notice" id="lost" role="status" hidden><span>${pageWords.lost[language]}</span></div>`;
}

function profilePane(view: DirectoryView) {
  const { language } = view;
  return html`<main class="pane profile-pane" aria-live="polite"><div class="profile" id="profile" data-first="${firstShown(view)}" data-no-photo="${pageWords.noPhotoYet[language]}" data-new-photo="${pageWords.newPhoto[language]}">
<section class="hero" aria-label="${pageWords.profile[language]}"><span class="face e240" data-slot="240" aria-hidden="true"></span><div class="said"><p class="name"></p><p class="reading"></p><p class="work"></p><p class="mail"></p><p class="fact"></p><p><span class="chip" hidden></span></p></div></section>
<section class="meet"><figure><figcaption>${pageWords.card[language]}</figcaption><div class="as-card"><span class="face e96" data-slot="96" aria-hidden="true"></span><span><b class="name"></b><small class="work"></small></span></div></figure>
<figure><figcaption>${pageWords.list[language]}</figcaption><div class="as-list"><span class="face e48" data-slot="48" aria-hidden="true"></span><span><b class="name"></b><small class="short"></small></span></div></figure></section>
<section class="lists" id="lists" aria-live="off" hidden><h2>${pageWords.lists[language]}</h2><div></div></section>
<section class="groups"><h2>${pageWords.groups[language]}</h2><ul>${view.directory.groups.map((group) => groupItem(view, group))}</ul></section></div></main>`;
}

/** The directory as people meet it: faces at 48 px in a list, 96 px on cards, 240 px on a profile, and what just happened. */
export function directoryPage(view: DirectoryView): Promise<string> {
  const { language } = view;
  const people = sortedPeople(view.directory.people, language);
  const body = html`<div class="directory">${topBar(view)}<div class="desk"><nav class="pane people" aria-label="${pageWords.people[language]}"><div class="find"><label class="hidden" for="find">${pageWords.find[language]}</label><input id="find" type="search" autocomplete="off" spellcheck="false" placeholder="${pageWords.find[language]}"></div><ul id="people">${people.map((person) => personRow(view, person))}</ul><p class="empty" id="nobody" hidden>${pageWords.nobody[language]}</p></nav>
${profilePane(view)}
<aside class="pane log"><h2>${pageWords.happened[language]}</h2><ol id="log"></ol><p class="empty" id="nothing">${pageWords.nothingYet[language]}</p></aside></div></div>
<template id="entry"><li><p class="what"><span></span><time></time></p><p class="who"></p><code class="line"></code><code class="id"></code></li></template>`;
  return pageDocument(language, `${pageWords.title[language]} · ${demoOrganisation}`, body, '/directory/page.js');
}
