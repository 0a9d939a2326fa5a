import { createHash } from 'node:crypto';

/** The demo organisation's verified domain; `.example` belongs to nobody (RFC 2606). */
export const demoDomain = 'tidewater.example';
/** Directory (tenant) id of the demo organisation. */
export const demoTenantId = 'de300000-7e4a-4c1d-8f00-000000000001';
export const demoOrganisation = 'Tidewater Instruments';

/** Entra roles that matter to photos, with Microsoft's role template ids; `scoped` ones hold only for an administrative unit. */
export const adminRoles = {
  'global-administrator': '62e90394-69f5-4237-9190-012177145e10',
  'user-administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'people-administrator': '024906de-61e5-49c8-8572-40335f1e0e10',
  'scoped-user-administrator': undefined,
} as const;
export type AdminRole = keyof typeof adminRoles;

/** A fictional person of the demo directory. `mailbox` decides whether Exchange can hold a photo for them. */
export interface DemoPerson {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly reading?: string;
  readonly userPrincipalName: string;
  readonly mail?: string;
  readonly employeeId?: string;
  readonly department: string;
  readonly jobTitle: string;
  readonly mailbox: 'cloud' | 'none' | 'on-premises';
  readonly isEnabled: boolean;
  readonly isGuest: boolean;
  readonly role?: AdminRole;
  readonly photo: 'none' | 'mailbox' | 'directory-only';
}

type Extra = Partial<Omit<DemoPerson, 'displayName' | 'department' | 'jobTitle'>> & { readonly isPictured?: false };
/** Display name, given name, surname, reading (or ''), alias, department, job title, and what is unusual. */
type Row = readonly [string, string, string, string, string, string, string, Extra?];

/** A GUID that is the same on every start, so that scripts and screenshots can name people. */
export function stableGuid(seed: string): string {
  const hex = createHash('sha256').update(`photo-kiosk demo: ${seed}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const bare = { isPictured: false } as const;

const rows: readonly Row[] = [
  ['田中 葵', '葵', '田中', 'たなか あおい', 'aoi.tanaka', 'Design', 'Product designer'],
  ['佐藤 陽翔', '陽翔', '佐藤', 'さとう はると', 'haruto.sato', 'Engineering', 'Optical engineer', bare],
  ['高橋 結衣', '結衣', '高橋', 'たかはし ゆい', 'yui.takahashi', 'Finance', 'Controller'],
  ['渡邉 蓮', '蓮', '渡邉', 'わたなべ れん', 'ren.watanabe', 'Engineering', 'Firmware engineer'],
  ['小林 さくら', 'さくら', '小林', 'こばやし さくら', 'sakura.kobayashi', 'People', 'Onboarding lead', bare],
  ['髙木 美咲', '美咲', '髙木', 'たかぎ みさき', 'misaki.takagi', 'Sales', 'Account manager'],
  ['山本 健', '健', '山本', 'やまもと けん', 'ken.yamamoto', 'Operations', 'Plant manager', bare],
  ['エマ・ロッシ', 'エマ', 'ロッシ', 'えま ろっし', 'emma.rossi', 'Design', 'Illustrator'],
  ['王雨桐', '雨桐', '王', 'Wang Yutong', 'yutong.wang', 'Research', 'Oceanographer'],
  ['李明轩', '明轩', '李', 'Li Mingxuan', 'mingxuan.li', 'Engineering', 'Software engineer', bare],
  ['张伟', '伟', '张', 'Zhang Wei', 'wei.zhang', 'Sales', 'Regional lead'],
  ['张伟', '伟', '张', 'Zhang Wei', 'wei.zhang2', 'Operations', 'Logistics planner', bare],
  ['陳怡君', '怡君', '陳', 'Chen Yijun', 'yijun.chen', 'Legal', 'Counsel'],
  ['欧阳思源', '思源', '欧阳', 'Ouyang Siyuan', 'siyuan.ouyang', 'Research', 'Data scientist', bare],
  ['김서연', '서연', '김', 'Kim Seoyeon', 'seoyeon.kim', 'Marketing', 'Brand manager'],
  ['박지호', '지호', '박', 'Park Jiho', 'jiho.park', 'Engineering', 'Test engineer', bare],
  ['이하은', '하은', '이', 'Lee Haeun', 'haeun.lee', 'People', 'Recruiter'],
  ['ليلى حدّاد', 'ليلى', 'حدّاد', 'Layla Haddad', 'layla.haddad', 'Legal', 'Privacy officer'],
  ['عمر منصور', 'عمر', 'منصور', 'Omar Mansour', 'omar.mansour', 'Engineering', 'Systems engineer', bare],
  ['נועה לוי', 'נועה', 'לוי', 'Noa Levi', 'noa.levi', 'Research', 'Physicist'],
  ['איתי כהן', 'איתי', 'כהן', 'Itay Cohen', 'itay.cohen', 'Sales', 'Solutions engineer', bare],
  ['आराध्या शर्मा', 'आराध्या', 'शर्मा', 'Aaradhya Sharma', 'aaradhya.sharma', 'Engineering', 'Site reliability engineer'],
  ['विवान पटेल', 'विवान', 'पटेल', 'Vivaan Patel', 'vivaan.patel', 'Finance', 'Analyst', bare],
  ['Анна Коваленко', 'Анна', 'Коваленко', 'Anna Kovalenko', 'anna.kovalenko', 'Design', 'Researcher'],
  ['Дмитрий Орлов', 'Дмитрий', 'Орлов', 'Dmitry Orlov', 'dmitry.orlov', 'Operations', 'Technician', bare],
  ['Ελένη Παππά', 'Ελένη', 'Παππά', 'Eleni Pappa', 'eleni.pappa', 'Marketing', 'Editor'],
  ['Νίκος Γεωργίου', 'Νίκος', 'Γεωργίου', 'Nikos Georgiou', 'nikos.georgiou', 'Research', 'Chemist', bare],
  ['สมหญิง ใจดี', 'สมหญิง', 'ใจดี', 'Somying Jaidee', 'somying.jaidee', 'Support', 'Support engineer'],
  ['ธนา วงศ์', 'ธนา', 'วงศ์', 'Thana Wong', 'thana.wong', 'Support', 'Field engineer', bare],
  ['Nguyễn Thị Minh', 'Minh', 'Nguyễn', '', 'minh.nguyen', 'Engineering', 'Mechanical engineer'],
  ['Trần Văn Đức', 'Đức', 'Trần', '', 'duc.tran', 'Operations', 'Shift lead', bare],
  ['Łukasz Wójcik', 'Łukasz', 'Wójcik', '', 'lukasz.wojcik', 'Engineering', 'Network engineer'],
  ['Zoë Müller-Lüdenscheidt', 'Zoë', 'Müller-Lüdenscheidt', '', 'zoe.mueller', 'People', 'Head of People'],
  ['Søren Ægidius', 'Søren', 'Ægidius', '', 'soren.aegidius', 'Research', 'Acoustician', bare],
  ['Åsa Öström', 'Åsa', 'Öström', '', 'asa.ostrom', 'Finance', 'Treasurer'],
  ['Şule Yıldız', 'Şule', 'Yıldız', '', 'sule.yildiz', 'Sales', 'Partner manager', bare],
  ['Seán O’Brien', 'Seán', 'O’Brien', '', "sean.o'brien", 'Support', 'Support lead'],
  ['Siobhán Ní Dhónaill', 'Siobhán', 'Ní Dhónaill', '', 'siobhan.nidhonaill', 'Legal', 'Paralegal', bare],
  ['Inês Gonçalves', 'Inês', 'Gonçalves', '', 'ines.goncalves+press', 'Marketing', 'Press officer'],
  ['José Ángel Muñoz', 'José Ángel', 'Muñoz', '', 'jose.munoz', 'Operations', 'Buyer', bare],
  ['Chloë Lefèvre', 'Chloë', 'Lefèvre', '', 'chloe.lefevre', 'Design', 'Type designer'],
  ['Jiří Dvořák', 'Jiří', 'Dvořák', '', 'jiri.dvorak', 'Engineering', 'Engineer', bare],
  ['Ngozi Okafor', 'Ngozi', 'Okafor', '', 'ngozi.okafor', 'Research', 'Marine biologist'],
  ['Kwame Mensah', 'Kwame', 'Mensah', '', 'kwame.mensah', 'Support', 'Trainer', bare],
  ['Amahle Dlamini', 'Amahle', 'Dlamini', '', 'amahle.dlamini', 'Finance', 'Payroll'],
  ['Kaʻiulani Kealoha', 'Kaʻiulani', 'Kealoha', '', 'kaiulani.kealoha', 'Research', 'Navigator', bare],
  ['Mateus Silva', 'Mateus', 'Silva', '', 'mateus.silva', 'Sales', 'Sales engineer'],
  ['Valentina Ruiz', 'Valentina', 'Ruiz', '', 'valentina.ruiz', 'People', 'People partner', bare],
  ['Oliver Bennett', 'Oliver', 'Bennett', '', 'oliver.bennett', 'Engineering', 'Intern'],
  ['Alex Morgan', 'Alex', 'Morgan', '', 'alex.morgan', 'Design', 'Writer', bare],
  ['Alex Morgan', 'Alex', 'Morgan', '', 'alex.morgan2', 'Finance', 'Auditor'],
  [
    'Grace Whitfield',
    'Grace',
    'Whitfield',
    '',
    'grace.whitfield',
    'IT',
    'IT administrator',
    { role: 'user-administrator' },
  ],
  ['Tomás Herrera', 'Tomás', 'Herrera', '', 'tomas.herrera', 'IT', 'Head of IT', { role: 'global-administrator' }],
  [
    'Mei Fujimoto',
    'Mei',
    'Fujimoto',
    'ふじもと めい',
    'mei.fujimoto',
    'IT',
    'People systems',
    { role: 'people-administrator' },
  ],
  [
    'Ruth Adler',
    'Ruth',
    'Adler',
    '',
    'ruth.adler',
    'IT',
    'Branch IT, Lisbon only',
    { role: 'scoped-user-administrator', isPictured: false },
  ],
  ['Former Employee', 'Former', 'Employee', '', 'former.employee', 'Sales', 'Left', { isEnabled: false, ...bare }],
  [
    'Mara Lindholm (Northwind)',
    'Mara',
    'Lindholm',
    '',
    'mara.lindholm_northwind.example#EXT#',
    'Guests',
    'Consultant',
    { isGuest: true, mailbox: 'none', mail: 'mara.lindholm@northwind.example', ...bare },
  ],
  [
    'Ida Strand',
    'Ida',
    'Strand',
    '',
    'ida.strand',
    'Workshop',
    'Apprentice, no mailbox',
    { mailbox: 'none', photo: 'directory-only' },
  ],
  [
    'Bruno Keller',
    'Bruno',
    'Keller',
    '',
    'bruno.keller',
    'Workshop',
    'Machinist, no mailbox',
    { mailbox: 'none', ...bare },
  ],
  [
    'Hana Novotná',
    'Hana',
    'Novotná',
    '',
    'hana.novotna',
    'Operations',
    'Mailbox on premises',
    { mailbox: 'on-premises', ...bare },
  ],
  ['Front Desk', 'Front', 'Desk', '', 'front.desk', 'Reception', 'Shared station', bare],
];

function personOf(row: Row, index: number): DemoPerson {
  const [displayName, givenName, surname, reading, alias, department, jobTitle, extra = {}] = row;
  const { isPictured = true, ...rest } = extra;
  const mailbox = rest.mailbox ?? 'cloud';
  const userPrincipalName = `${alias}@${demoDomain}`;
  return {
    id: stableGuid(`person ${alias}`),
    displayName,
    givenName,
    surname,
    ...(reading === '' ? {} : { reading }),
    userPrincipalName,
    ...(mailbox === 'none' ? {} : { mail: userPrincipalName }),
    ...(rest.isGuest === true ? {} : { employeeId: String(10_041 + index * 7) }),
    department,
    jobTitle,
    mailbox,
    isEnabled: true,
    isGuest: false,
    photo: isPictured ? 'mailbox' : 'none',
    ...rest,
  };
}

/** About sixty people with names in many scripts; the same ids on every start. */
export const samplePeople: readonly DemoPerson[] = rows.map(personOf);

const demoIds = new Set(samplePeople.map(({ id }) => id));

/** Whether an id or user principal name is an invented person's of the demo company. */
export function isDemoPerson(idOrName: string): boolean {
  const text = idOrName.toLowerCase();
  return demoIds.has(text) || text.endsWith(`@${demoDomain}`);
}
