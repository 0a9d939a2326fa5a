/** The script of the directory page: selection, search, and the events that bring photos and requests. */
export const directoryScript = `
const byId = (id) => document.getElementById(id);
const rows = [...document.querySelectorAll('.row')];
const profile = byId('profile');
const versions = new Map();
for (const image of document.querySelectorAll('.face[data-face] img')) {
  const address = new URL(image.src);
  versions.set(image.closest('.face').dataset.face, Number(address.searchParams.get('v')));
}

function address(id, edge) {
  return '/directory/photos/' + id + '/' + edge + '?v=' + versions.get(id);
}

async function show(face, id, isArriving) {
  if (!versions.has(id)) {
    for (const image of face.querySelectorAll('img')) image.remove();
    return;
  }
  const image = new Image();
  image.alt = '';
  image.src = address(id, face.dataset.slot ?? face.dataset.edge);
  try { await image.decode(); } catch { return; }
  if (face.dataset.face !== id) return;
  const before = [...face.querySelectorAll('img')];
  if (isArriving) {
    image.className = 'arriving';
    face.classList.remove('ringing');
    void face.offsetWidth;
    face.classList.add('ringing');
    image.addEventListener('animationend', () => before.forEach((old) => old.remove()), { once: true });
    setTimeout(() => before.forEach((old) => old.remove()), 400);
  }
  face.append(image);
  if (!isArriving) before.forEach((old) => old.remove());
}

function select(row, isArriving) {
  for (const other of rows) other.setAttribute('aria-current', String(other === row));
  const { id, name, reading, work, short, mail, number, initials, tone } = row.dataset;
  const words = { name, reading, work, short, mail, fact: number };
  for (const [key, text] of Object.entries(words)) {
    for (const place of profile.querySelectorAll('.' + key)) place.textContent = text;
  }
  const chip = profile.querySelector('.chip');
  chip.hidden = versions.has(id) && !isArriving;
  chip.classList.toggle('fresh', isArriving);
  chip.textContent = isArriving ? profile.dataset.newPhoto : profile.dataset.noPhoto;
  for (const face of profile.querySelectorAll('[data-slot]')) {
    const isSame = face.dataset.face === id;
    face.dataset.face = id;
    face.className = 'face e' + face.dataset.slot + ' ' + tone;
    if (!isSame) {
      for (const image of face.querySelectorAll('img')) image.remove();
      face.textContent = initials;
    }
    void show(face, id, isArriving);
  }
}

for (const row of rows) {
  row.addEventListener('click', () => {
    select(row, false);
    history.replaceState(null, '', '#' + row.dataset.id);
  });
}

const find = byId('find');
find.addEventListener('input', () => {
  const words = find.value.normalize('NFKC').toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const isMatch = words.every((word) => row.dataset.sought.includes(word));
    row.hidden = !isMatch;
    count += isMatch ? 1 : 0;
  }
  byId('nobody').hidden = count > 0;
});

function onPhoto({ id, version }) {
  if (version === null) versions.delete(id);
  else versions.set(id, version);
  const row = rows.find((entry) => entry.dataset.id === id);
  for (const face of document.querySelectorAll('.face[data-edge][data-face="' + id + '"]')) void show(face, id, version !== null);
  if (row === undefined) return;
  row.hidden = false;
  select(row, version !== null);
  row.scrollIntoView({ block: 'center' });
}

function onFault({ fault, name, meaning }) {
  byId('notice').hidden = fault === 'none';
  byId('notice-name').textContent = name;
  byId('notice-meaning').textContent = meaning;
  for (const button of document.querySelectorAll('[data-fault]')) {
    button.setAttribute('aria-pressed', String(button.dataset.fault === fault));
  }
}

function onRequest(entry, isArriving) {
  const item = byId('entry').content.cloneNode(true).firstElementChild;
  item.classList.add(entry.state);
  if (isArriving) item.classList.add('arriving');
  item.querySelector('.what span').textContent = entry.words;
  item.querySelector('time').textContent = entry.time;
  item.querySelector('.who').textContent = entry.who;
  const line = item.querySelector('.line');
  const method = document.createElement('b');
  method.textContent = entry.method;
  line.append(method, ' ' + entry.path + ' → ' + entry.status);
  item.querySelector('.id').textContent = entry.requestId;
  byId('nothing').hidden = true;
  const log = byId('log');
  log.prepend(item);
  while (log.children.length > 40) log.lastElementChild.remove();
}

/** Rows as they were shown last, so that what is new on one of them can be seen. */
let shownRows = new Set();

function onLists({ lists }) {
  byId('lists').hidden = lists.length === 0;
  const before = shownRows;
  shownRows = new Set(lists.flatMap(({ name, rows }) => rows.map((row) => [name, ...row].join('\\n'))));
  const place = byId('lists').querySelector('div');
  place.replaceChildren(...lists.map(({ name, count, stations, rows }) => {
    const list = document.createElement('ol');
    for (const row of rows) {
      const item = document.createElement('li');
      if (before.size > 0 && !before.has([name, ...row].join('\\n'))) item.className = 'arriving';
      for (const text of row) {
        const cell = document.createElement('span');
        cell.textContent = text;
        item.append(cell);
      }
      list.append(item);
    }
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.textContent = name + ' · ' + count;
    const places = document.createElement('p');
    places.className = 'stations';
    places.append(...stations.map(([station, state]) => {
      const chip = document.createElement('span');
      chip.textContent = station + ' · ' + state;
      return chip;
    }));
    figure.append(caption, places, list);
    return figure;
  }));
}

for (const button of document.querySelectorAll('[data-fault]')) {
  button.addEventListener('click', () => {
    const body = JSON.stringify({ fault: button.dataset.fault });
    void fetch('/directory/fault', { method: 'POST', body, headers: { 'content-type': 'application/json' } }).catch(() => undefined);
  });
}

const events = new EventSource('/directory/events');
events.addEventListener('open', () => { byId('lost').hidden = true; });
events.addEventListener('error', () => { byId('lost').hidden = false; });
events.addEventListener('photo', (event) => onPhoto(JSON.parse(event.data)));
events.addEventListener('fault', (event) => onFault(JSON.parse(event.data)));
events.addEventListener('lists', (event) => onLists(JSON.parse(event.data)));
events.addEventListener('request', (event) => onRequest(JSON.parse(event.data), true));
events.addEventListener('state', (event) => {
  const state = JSON.parse(event.data);
  byId('log').replaceChildren();
  for (const entry of state.requests) onRequest(entry, false);
  onFault(state.fault);
  onLists(state);
  for (const [id, version] of state.versions) {
    if (versions.get(id) === version) continue;
    versions.set(id, version);
    for (const face of document.querySelectorAll('.face[data-face="' + id + '"]')) void show(face, id, false);
  }
});

select(rows.find((row) => '#' + row.dataset.id === location.hash) ?? rows.find((row) => row.dataset.id === profile.dataset.first) ?? rows[0], false);
`;
