/** What gestures do, in shares of the width that they happen on. */
export interface GestureActions {
  /** Moves what is shown; positive is later. */
  move(share: number): void;
  /** One step closer (−1) or wider (+1) around a share of the width. */
  zoom(by: 1 | -1, anchor: number): void;
}

/** A pinch on a touchpad comes as many small turns of the wheel; this much is one step. */
const TURN = 60;

/** Dragging and turning the wheel on a drawing. Whatever they do has a button and a key too. */
export class Gestures {
  #actions: GestureActions;
  #from: number | null = null;
  #turned = 0;

  constructor(actions: GestureActions) {
    this.#actions = actions;
  }

  readonly down = (event: PointerEvent): void => {
    const isControl = event.target instanceof Element && event.target.closest("details, button, a");
    if (event.button === 0 && !isControl) this.#from = event.clientX;
  };

  /** The window follows in steps of a twentieth of the width, so that not every pixel asks for numbers. */
  readonly drag = (event: PointerEvent): void => {
    if (this.#from === null) return;
    const share = (this.#from - event.clientX) / widthOf(event);
    if (Math.abs(share) < 0.05) return;
    this.#from = event.clientX;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#actions.move(share);
  };

  readonly up = (): void => {
    this.#from = null;
  };

  /** With Ctrl, as a pinch comes too, the wheel zooms; sideways it moves; otherwise the page scrolls as always. */
  readonly wheel = (event: WheelEvent): void => {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !isSideways) return;
    event.preventDefault();
    this.#turned += event.ctrlKey ? event.deltaY : event.deltaX;
    if (Math.abs(this.#turned) < TURN) return;
    const isForward = this.#turned > 0;
    this.#turned = 0;
    if (event.ctrlKey) this.#actions.zoom(isForward ? 1 : -1, anchorOf(event));
    else this.#actions.move(isForward ? 0.1 : -0.1);
  };
}

function widthOf(event: MouseEvent): number {
  return Math.max(1, (event.currentTarget as Element).clientWidth);
}

function anchorOf(event: MouseEvent): number {
  const { left } = (event.currentTarget as Element).getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / widthOf(event)));
}
