import type { SetUpStep } from '../core/roster-set-up.ts';
import type { Language, Words } from './terminal-language.ts';

type Said<Values> = Readonly<Record<Language, (values: Values) => string>>;

const steps: Readonly<Record<SetUpStep, Words>> = {
  site: { en: 'Find the site', ja: 'サイトを探す', 'zh-Hans': '查找站点' },
  list: { en: 'Make the list', ja: 'リストを作る', 'zh-Hans': '创建列表' },
  consent: {
    en: 'Let the stations use granted lists',
    ja: '許可されたリストの利用を端末に認める',
    'zh-Hans': '允许设备使用获授权的列表',
  },
  grant: {
    en: 'Let the stations into this list',
    ja: 'このリストの利用を端末に許可する',
    'zh-Hans': '授权设备使用此列表',
  },
};

/** What `roster share` and `roster join` say. */
export const rosterShareWords = {
  steps,
  code: {
    en: 'An administrator of SharePoint opens this address on their own phone or computer, signs in and types the code:',
    ja: 'SharePoint の管理者がスマートフォンやパソコンで次のアドレスを開き、サインインしてコードを入力します：',
    'zh-Hans': '请 SharePoint 管理员在自己的手机或电脑上打开此地址，登录并输入代码：',
  },
  notSetUp: {
    en: (step) => `Not done: ${step}. Nothing at this station has changed; the command may be repeated.`,
    ja: (step) => `できませんでした：${step}。この端末は何も変わっていません。もう一度実行できます。`,
    'zh-Hans': (step) => `未完成：${step}。本机没有任何更改，可以重新执行。`,
  } satisfies Said<string>,
  shared: {
    en: (file) => `The roster is shared. Give this file to the other stations (roster join): ${file}`,
    ja: (file) => `名簿を共有しました。このファイルを他の端末に渡してください (roster join)：${file}`,
    'zh-Hans': (file) => `名单已共享。请把此文件交给其他设备 (roster join)：${file}`,
  } satisfies Said<string>,
  joined: {
    en: ({ name, people }) => `This station takes part in “${name}”: ${people} people so far.`,
    ja: ({ name, people }) => `この端末は「${name}」に参加しています (現在 ${people} 人)。`,
    'zh-Hans': ({ name, people }) => `本机已加入“${name}”，目前 ${people} 人。`,
  } satisfies Said<{ readonly name: string; readonly people: number }>,
  notReached: {
    en: (state) => `The list was not reached to its end (${state}). The running station goes on with it by itself.`,
    ja: (state) => `リストとのやり取りが完了していません (${state})。端末を起動すると自動で続きを行います。`,
    'zh-Hans': (state) => `与列表的同步尚未完成 (${state})。设备运行后会自动继续。`,
  } satisfies Said<string>,
  grant: {
    en: 'The stations’ application needs the permission Lists.SelectedOperations.Selected, and this grant on the list:\nPOST /sites/{site}/lists/{list}/permissions {"roles":["write"],"grantedToV2":{"application":{"id":"CLIENT-ID"}}}',
    ja: '端末のアプリケーションにはアクセス許可 Lists.SelectedOperations.Selected と、リストへの次の許可が必要です：\nPOST /sites/{site}/lists/{list}/permissions {"roles":["write"],"grantedToV2":{"application":{"id":"CLIENT-ID"}}}',
    'zh-Hans':
      '设备的应用程序需要权限 Lists.SelectedOperations.Selected，并需要对该列表的以下授权：\nPOST /sites/{site}/lists/{list}/permissions {"roles":["write"],"grantedToV2":{"application":{"id":"CLIENT-ID"}}}',
  },
};
