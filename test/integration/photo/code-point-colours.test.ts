import sharp from 'sharp';
import { describe, test } from 'vitest';
import { makePhoto } from '../../../electron/photo/make-photo.ts';
import { openPicture } from '../../../electron/photo/open-picture.ts';
import { cicpPng, patchColours } from '../../cicp-png.ts';
import { expectNear } from './near-colours.ts';

describe('colours told by code points', () => {
  const colours = [
    [0, 0, 0],
    [64, 64, 64],
    [128, 128, 128],
    [160, 160, 160],
    [192, 192, 192],
    [128, 89, 70],
    [180, 120, 120],
    [255, 255, 255],
  ] as const;
  /** Measured from Chromium 156 for these very patches. */
  const measured: readonly [string, number, number, number[][]][] = [
    [
      'Display P3',
      12,
      13,
      [
        [0, 0, 0],
        [64, 64, 64],
        [128, 128, 128],
        [160, 160, 160],
        [192, 192, 192],
        [135, 87, 66],
        [190, 117, 118],
        [255, 255, 255],
      ],
    ],
    [
      'BT.2020, PQ',
      9,
      16,
      [
        [0, 0, 0],
        [30, 30, 30],
        [132, 132, 132],
        [213, 213, 213],
        [255, 255, 255],
        [161, 41, 27],
        [255, 0, 79],
        [255, 255, 255],
      ],
    ],
    [
      'Display P3, PQ',
      12,
      16,
      [
        [0, 0, 0],
        [30, 30, 30],
        [132, 132, 132],
        [213, 213, 213],
        [255, 255, 255],
        [143, 54, 28],
        [255, 74, 85],
        [255, 255, 255],
      ],
    ],
    [
      'BT.2020, HLG',
      9,
      18,
      [
        [0, 0, 0],
        [43, 43, 43],
        [99, 99, 99],
        [135, 135, 135],
        [189, 189, 189],
        [110, 62, 49],
        [184, 84, 94],
        [255, 255, 255],
      ],
    ],
    [
      'BT.709',
      1,
      1,
      [
        [0, 0, 0],
        [54, 54, 54],
        [121, 121, 121],
        [155, 155, 155],
        [189, 189, 189],
        [121, 80, 60],
        [176, 113, 113],
        [255, 255, 255],
      ],
    ],
    [
      'BT.2020',
      9,
      14,
      [
        [0, 0, 0],
        [53, 54, 54],
        [121, 121, 121],
        [155, 155, 155],
        [189, 189, 189],
        [141, 73, 55],
        [205, 101, 111],
        [255, 255, 255],
      ],
    ],
    [
      'BT.601',
      6,
      6,
      [
        [0, 0, 0],
        [53, 54, 54],
        [121, 121, 121],
        [155, 155, 155],
        [189, 189, 189],
        [119, 81, 60],
        [173, 114, 112],
        [255, 255, 255],
      ],
    ],
    [
      'linear light',
      1,
      8,
      [
        [0, 0, 0],
        [137, 137, 137],
        [188, 188, 188],
        [208, 208, 208],
        [225, 225, 225],
        [188, 159, 143],
        [219, 183, 183],
        [255, 255, 255],
      ],
    ],
    [
      'gamma 2.2',
      1,
      4,
      [
        [0, 0, 0],
        [62, 62, 62],
        [129, 129, 129],
        [161, 161, 161],
        [193, 193, 193],
        [129, 88, 68],
        [181, 121, 121],
        [255, 255, 255],
      ],
    ],
    [
      'gamma 2.8',
      1,
      5,
      [
        [0, 0, 0],
        [40, 40, 40],
        [106, 106, 106],
        [142, 142, 142],
        [179, 179, 179],
        [106, 65, 46],
        [165, 98, 98],
        [255, 255, 255],
      ],
    ],
    [
      'DCI-P3',
      11,
      17,
      [
        [0, 0, 0],
        [48, 48, 48],
        [118, 118, 118],
        [154, 154, 154],
        [191, 191, 191],
        [123, 73, 51],
        [185, 105, 108],
        [255, 255, 255],
      ],
    ],
    ['nothing known', 2, 2, colours.map((colour) => [...colour])],
  ];
  test.each(measured)('%s looks as Chromium draws it', async (_name, primaries, transfer, expected) => {
    const png = await cicpPng(colours, { primaries, transfer }, 64);
    const { capture } = await openPicture(sharp, png);
    expectNear(await patchColours(capture, colours.length), expected, 4);
    const crop = { centreXPx: 64, centreYPx: 64, edgePx: 128, rotationDeg: 0 };
    const order = { crop, outputEdgePx: 64, quality: 95, isProgressive: false };
    const large = await cicpPng([[128, 89, 70]], { primaries, transfer }, 128);
    const photo = await makePhoto(sharp, { ...order, capture: large });
    expectNear(await patchColours(photo, 1), [expected[5] ?? []], 4);
  });
});
