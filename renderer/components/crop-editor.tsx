import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Crop } from '../../shared/crop.ts';
import { zoomCrop } from '../../shared/crop-geometry.ts';
import { type Capture, minEdgePx } from '../store/capture.ts';
import { useAnnounce } from './announcer.tsx';
import { useClearedCanvas } from './cleared-canvas.ts';
import { CropControls, type CropStart } from './crop-controls.tsx';
import { type CropWindow, cropWindow, drawEditor } from './crop-drawing.ts';
import styles from './crop-editor.module.css';
import { cropForKey, cropForTouches, cropPosition, type Touch, zoomPercent } from './crop-steps.ts';

interface CropEditorProps {
  readonly capture: Capture;
  readonly crop: Crop;
  /** What is drawn: the crop, or where it is on its way there. */
  readonly shown: Crop;
  readonly start: CropStart;
  readonly isLocked: boolean;
  readonly onChange: (crop: Crop) => void;
}

type CropChange = Omit<CropEditorProps, 'shown' | 'start'>;

/**
 * The still under a square window. The picture is dragged and pinched, moved with the arrow keys and zoomed with plus,
 * minus and the wheel. What the window shows is the photo: both come from the same matrix.
 */
export function CropEditor({ capture, crop, shown, start, isLocked, onChange }: CropEditorProps) {
  const { t } = useTranslation();
  const surface = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const area = useArea(surface);
  const gestures = useGestures({ capture, crop, isLocked, onChange }, surface, area);
  const walk = useKeys({ capture, crop, isLocked, onChange });

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    // In a place without any room there is nothing to draw, and a circle of less than nothing throws.
    if (element === null || context === null || area === undefined || area.window.edge < 4) return;
    const scale = devicePixelRatio;
    const [widthPx, heightPx] = [Math.round(area.width * scale), Math.round(area.height * scale)];
    // Setting a size allocates anew: only when it changed.
    if (element.width !== widthPx || element.height !== heightPx) {
      element.width = widthPx;
      element.height = heightPx;
    }
    drawEditor(context, { capture, crop: shown, window: area.window, scale });
  }, [capture, shown, area]);
  useClearedCanvas(canvas);

  return (
    <div className={styles.editor}>
      <div
        ref={surface}
        className={styles.surface}
        // A screen reader hands the keys over to the crop.
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow, plus and minus keys
        tabIndex={0}
        aria-label={t('review.editor')}
        aria-roledescription={t('review.editorRole')}
        data-crop={JSON.stringify(crop)}
        onKeyDown={walk}
        {...gestures}
      >
        <canvas ref={canvas} className={styles.canvas} />
      </div>
      <div className={styles.controls}>
        <CropControls capture={capture} crop={crop} start={start} isLocked={isLocked} onChange={onChange} />
      </div>
    </div>
  );
}

interface Area {
  readonly width: number;
  readonly height: number;
  readonly window: CropWindow;
}

/** The editor's size and its window, followed as the screen changes. */
function useArea(surface: React.RefObject<HTMLDivElement | null>): Area | undefined {
  const [area, setArea] = useState<Area>();
  useLayoutEffect(() => {
    const element = surface.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      setArea({ width, height, window: cropWindow(width, height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [surface]);
  return area;
}

function useGestures(props: CropChange, surface: React.RefObject<HTMLDivElement | null>, area: Area | undefined) {
  const touches = useRef(new Map<number, Touch>());
  // Several pointer events may come before the next render: each starts from the crop of the one before.
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  function change(crop: Crop) {
    latest.current = { ...latest.current, crop };
    latest.current.onChange(crop);
  }

  function touchAt(event: { readonly clientX: number; readonly clientY: number }): Touch {
    const box = surface.current?.getBoundingClientRect();
    const window = area?.window;
    if (box === undefined || window === undefined) return { u: 0.5, v: 0.5 };
    return {
      u: (event.clientX - box.left - window.left) / window.edge,
      v: (event.clientY - box.top - window.top) / window.edge,
    };
  }

  const zoomByWheel = useRef<(event: WheelEvent) => void>(() => undefined);
  zoomByWheel.current = (event) => {
    event.preventDefault();
    const { crop, capture, isLocked } = latest.current;
    if (!isLocked) change(zoomCrop(crop, capture.size, Math.exp(-event.deltaY * 0.0016), minEdgePx, touchAt(event)));
  };
  useEffect(() => {
    const element = surface.current;
    const onWheel = (event: WheelEvent) => zoomByWheel.current(event);
    // React's own wheel listener is passive and could not keep the page from zooming.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [surface]);

  function lift(event: PointerEvent) {
    touches.current.delete(event.pointerId);
  }
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (touches.current.size >= 2) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      touches.current.set(event.pointerId, touchAt(event));
    },
    onPointerMove(event: PointerEvent) {
      if (!touches.current.has(event.pointerId)) return;
      const before = [...touches.current.values()];
      touches.current.set(event.pointerId, touchAt(event));
      const { crop, capture, isLocked } = latest.current;
      if (!isLocked) change(cropForTouches(crop, capture.size, before, [...touches.current.values()]));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onLostPointerCapture: lift,
  };
}

function useKeys({ capture, crop, isLocked, onChange }: CropChange) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  return (event: KeyboardEvent) => {
    const next = cropForKey(event.key, event.shiftKey, crop, capture.size);
    if (next === undefined || isLocked || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChange(next);
    const isZoom = !event.key.startsWith('Arrow');
    announce(
      isZoom
        ? t('review.zoomValue', { percent: zoomPercent(next, capture.size) })
        : t('review.position', cropPosition(next, capture.size)),
    );
  };
}
