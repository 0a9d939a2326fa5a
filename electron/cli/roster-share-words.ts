import type { Language } from './terminal-language.ts';

type Said<Values> = Readonly<Record<Language, (values: Values) => string>>;

/** What `roster share` and `roster join` say. */
export const rosterShareWords = {
  code: {
    en: 'An administrator of SharePoint opens this address on their own phone or computer, signs in and types the code:',
    ja: 'SharePoint の管理者がスマートフォンやパソコンで次のアドレスを開き、サインインしてコードを入力します：',
    'zh-Hans': '请 SharePoint 管理员在自己的手机或电脑上打开此地址，登录并输入代码：',
  },
  notDone: {
    en: (step) => `Not done: ${step}. The command may be repeated.`,
    ja: (step) => `できませんでした：${step}。もう一度実行できます。`,
    'zh-Hans': (step) => `未完成：${step}。可以重新执行此命令。`,
  } satisfies Said<string>,
  notShared: {
    en: 'The roster is not shared.',
    ja: 'この名簿は共有されていません。',
    'zh-Hans': '该名单未共享。',
  },
  noSuchList: {
    en: 'Microsoft 365 does not know the list of this file: it was deleted, or this station belongs to another tenant. Nothing was kept.',
    ja: 'Microsoft 365 にこのファイルのリストはありません。削除されたか、この端末が別のテナントに属しています。何も保存していません。',
    'zh-Hans': 'Microsoft 365 中没有此文件所指的列表：已被删除，或本机属于另一个租户。未保存任何内容。',
  },
  notOurs: {
    en: 'The list that this file names holds rows, and none of them says that it is this roster’s: the file was changed, or the station that shares has not reached the list yet. Nothing was kept or changed. Take a new file from that station.',
    ja: 'このファイルが指すリストには行がありますが、この名簿のリストであることを示すものがありません。ファイルが変更されたか、共有元の端末がまだリストに接続していません。何も保存・変更していません。共有元の端末から新しいファイルを受け取ってください。',
    'zh-Hans':
      '此文件所指的列表中有内容，但没有任何一行表明它属于此名单：文件被改动过，或共享名单的设备尚未连接到列表。未保存或更改任何内容。请从该设备重新获取文件。',
  },
  shared: {
    en: (file) => `The roster is shared. Give this file to the other stations (roster join): ${file}`,
    ja: (file) => `名簿を共有しました。このファイルを他の端末に渡してください (roster join)：${file}`,
    'zh-Hans': (file) => `名单已共享。请把此文件交给其他设备 (roster join)：${file}`,
  } satisfies Said<string>,
  unasked: {
    en: 'The list was not reached yet: whether it is this roster’s is found out when the network is back. Until then nobody of it is here.',
    ja: 'まだリストに接続していません。この名簿のリストかどうかは、ネットワークの回復後に確認します。それまで、リストの人は表示されません。',
    'zh-Hans': '尚未连接到列表：网络恢复后会确认它是否属于此名单。在此之前，其中的人员不会显示。',
  },
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
  isClosed: {
    en: 'Closed for all its stations; one that is at work closes when its session ends. The results stay; no more photos are taken for it.',
    ja: 'すべての端末で終了しました (撮影中の端末ではそのセッションの終了時)。結果は残り、撮影はできなくなります。',
    'zh-Hans': '已在所有设备上结束；正在拍照的设备在其场次结束时结束。结果保留，不再拍照。',
  },
  rowsErased: {
    en: 'The rows of the shared list are erased too. What people added there themselves stays.',
    ja: '共有リストの行も消去しました。人が自分で追加した行は残ります。',
    'zh-Hans': '共享列表中的各行也已清除。由人自行添加的行保留不变。',
  },
  rowsLeft: {
    en: (state) => `Rows of the shared list are still there (${state}). The running station erases them by itself.`,
    ja: (state) => `共有リストの行がまだ残っています (${state})。端末を起動すると自動で消去します。`,
    'zh-Hans': (state) => `共享列表中仍有行 (${state})。设备运行后会自动清除。`,
  } satisfies Said<string>,
  notErased: {
    en: 'Nothing shows that the shared list is this roster’s: nothing in it was erased. “roster leave” with its name ends this.',
    ja: '共有リストがこの名簿のものだと確認できないため、リストの行は消去していません。名簿名を付けた「roster leave」で終わりにできます。',
    'zh-Hans': '无法确认共享列表属于此名单，因此未清除其中的任何内容。执行“roster leave”并附上名单名称即可结束。',
  },
  stillErasing: {
    en: (name) => `${name}: erased here; rows of its shared list are still to be erased.`,
    ja: (name) => `${name}：この端末では消去済み。共有リストの行はこれから消去します。`,
    'zh-Hans': (name) => `${name}：本机已清除，共享列表中仍有待清除的行。`,
  } satisfies Said<string>,
  notErasing: {
    en: (name) =>
      `${name}: erased here; nothing shows that the shared list is its, so nothing there is erased. “roster leave” ends this.`,
    ja: (name) =>
      `${name}：この端末では消去済み。共有リストがこの名簿のものだと確認できないため、リストの行は消去していません。「roster leave」でこの表示を終えます。`,
    'zh-Hans': (name) =>
      `${name}：本机已清除。无法确认共享列表属于此名单，因此未清除其中的内容。执行“roster leave”可结束此提示。`,
  } satisfies Said<string>,
  isLeft: {
    en: 'The list is left as it is. What stands in it, somebody has to delete in SharePoint.',
    ja: 'リストはそのままにしました。残った行は SharePoint で削除してください。',
    'zh-Hans': '该列表保持原样。其中的内容需在 SharePoint 中手动删除。',
  },
  mayNotBeLeft: {
    en: (state) =>
      `Not left: the rows may well be erased from here (${state}). Only a list that refuses this station, or that nothing shows to be the roster’s, is left.`,
    ja: (state) =>
      `そのままにしていません。行はこの端末から消去できる見込みです (${state})。対象は、この端末を拒否するリストか、この名簿のものと確認できないリストだけです。`,
    'zh-Hans': (state) =>
      `未作处理：本机仍可能清除这些行 (${state})。只有拒绝本机的列表，或无法确认属于该名单的列表，才能保持原样。`,
  } satisfies Said<string>,
  nothingErasing: {
    en: (name) => `No roster of the name “${name}” was erased here whose shared list still has rows.`,
    ja: (name) => `この端末で消去され、共有リストに行が残っている「${name}」という名簿はありません。`,
    'zh-Hans': (name) => `本机没有已清除但共享列表中仍有行的名单“${name}”。`,
  } satisfies Said<string>,
  grant: {
    en: 'The stations’ application needs the permission Lists.SelectedOperations.Selected, and this grant on the list:\nPOST /sites/{site}/lists/{list}/permissions {"roles":["write"],"grantedToV2":{"application":{"id":"CLIENT-ID"}}}',
    ja: '端末のアプリケーションにはアクセス許可 Lists.SelectedOperations.Selected と、リストへの次の許可が必要です：\nPOST /sites/{site}/lists/{list}/permissions {"roles":["write"],"grantedToV2":{"application":{"id":"CLIENT-ID"}}}',
    'zh-Hans':
      '设备的应用程序需要权限 Lists.SelectedOperations.Selected，并需要对该列表的以下授权：\nPOST /sites/{site}/lists/{list}/permissions {"roles":["write"],"grantedToV2":{"application":{"id":"CLIENT-ID"}}}',
  },
};
