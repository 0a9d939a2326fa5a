import type { SurveyWording } from './survey-wording.ts';

/** 简体中文：查询谁没有照片。 */
export const surveyZhHans: SurveyWording = {
  survey: {
    open: '谁没有照片',
    title: {
      roster: '谁没有照片：{{name}}',
      everybody: '目录中谁没有照片',
      group: '本机所用的组中谁没有照片',
      rosters: '未结束的名单中谁没有照片',
    },
    body: '逐一向 Microsoft 365 查询每个人，不会作任何更改。',
    leftOut: '设置中不参与搜索的人不会查询。',
    begin: '开始',
    pause: '暂停',
    goOn: '继续',
    askNew: '查询新增的人',
    retry: '重新查询无法读取的人（{{count}}）',
    anew: '重新查询所有人',
    anewBody: '现有的结果会被清除。',
    phase: {
      none: '尚未查询。',
      listing: '正在列出要查询的人',
      asking: '正在查询',
      paused: '已暂停。重新启动后也可以从中断处继续。',
      ended: '当时名单上的所有人都已查询。',
    },
    since: '开始时间：{{time}}',
    withoutAccount: '名单中尚无帐户、未查询的行：{{count}}',
    stopped: '查询已停止。解决以下问题后请继续。',
    refused: '要读取照片，本机的应用需要 ProfilePhoto.Read.All 或 User.Read.All 权限，并经管理员同意。',
    unlisted: '要读取需查询的人，本机的应用需要 User.Read.All（查询组时为 GroupMember.Read.All）权限，并经管理员同意。',
    unkept: '本机存储无法保存结果。请腾出空间后继续。',
    list: '要查询的人',
    choose: '选择一个人，即可查看照片无法读取的原因。',
    askedAt: '查询时间：{{time}}',
    requestId: '请求 ID：{{id}}',
    report: '将所列的人存为 CSV',
    toList: '将没有照片的人制成名单（{{count}}）',
    listName: '{{name}}，没有照片',
    more: '更多',
  },
};
