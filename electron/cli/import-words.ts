import type { Language } from './terminal-language.ts';

type Said<Values> = Readonly<Record<Language, (values: Values) => string>>;

/** What `import …` says, beside `shared/picture-import-words.ts`. */
export const importWords = {
  dryRun: {
    en: 'Nothing was changed. To save the photos that are ready, run it again with --queue.',
    ja: '何も変更していません。準備のできた写真を保存するには、--queue を付けてもう一度実行してください。',
    'zh-Hans': '未作任何更改。要保存就绪的照片，请加上 --queue 再次运行。',
  },
  sentLater: {
    en: 'Saved photos are sent when the station runs.',
    ja: '保存した写真は、端末が動作を始めると送信されます。',
    'zh-Hans': '已保存的照片会在本机运行时发送。',
  },
  withoutFaces: {
    en: 'Faces are not looked for: the app is not built (npm run build), or station.faceGuidance is off.',
    ja: '顔は確認しません。アプリが未ビルド (npm run build) か、station.faceGuidance がオフです。',
    'zh-Hans': '不检查人脸：应用尚未构建 (npm run build)，或 station.faceGuidance 已关闭。',
  },
  selfService: {
    en: 'At a station where people sign in themselves nobody can send photos of others.',
    ja: '各自がサインインする端末では、他の人の写真を送信できません。',
    'zh-Hans': '在由本人登录的设备上，无法发送他人的照片。',
  },
  facesGivenUp: {
    en: 'The face reader failed again and again: some pictures were not looked through for faces. Another run looks again.',
    ja: '顔検出が続けて失敗したため、一部の画像では顔を確認していません。もう一度実行すると再び確認します。',
    'zh-Hans': '人脸检查多次失败：部分图片未检查人脸。再次运行会重新检查。',
  },
  presentUnasked: {
    en: 'Not everybody could be asked whether they have a photo:',
    ja: '登録済みの写真があるかを確認できなかった人がいます:',
    'zh-Hans': '有人无法查询是否已有照片：',
  },
  missing: {
    en: (count) => `${count} files of the list are not there`,
    ja: (count) => `一覧にあるファイルのうち ${count} 個が見つかりません`,
    'zh-Hans': (count) => `清单中有 ${count} 个文件不存在`,
  } satisfies Said<number>,
  pictures: {
    en: (count) => `${count} files`,
    ja: (count) => `${count} 個のファイル`,
    'zh-Hans': (count) => `${count} 个文件`,
  } satisfies Said<number>,
  left: {
    en: (seconds) => `about ${seconds} s left`,
    ja: (seconds) => `残り約 ${seconds} 秒`,
    'zh-Hans': (seconds) => `约剩 ${seconds} 秒`,
  } satisfies Said<number>,
} as const;
