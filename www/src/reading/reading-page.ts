import type { PropertyValues } from "lit";
import { Page } from "../pages/page.ts";
import { state } from "../state.ts";
import type { VaultClient } from "../vault/client.ts";
import type { Course, CourseRecord } from "./record.ts";

/** One view of a client's course. It shows nothing until all of it is there, so that nothing moves afterwards. */
export abstract class ReadingPage extends Page {
  static override properties = { ...Page.properties, record: { attribute: false }, at: { attribute: false }, course: { state: true } };
  declare record: CourseRecord;
  /** The date that the view is about; empty for the latest. */
  declare at: string;
  declare course: Course | null;

  constructor() {
    super();
    this.at = "";
    this.course = null;
  }

  /** Fetches what the view shows of a course, and keeps it unless `isCurrent` says that another date was asked for since. */
  protected abstract show(course: Course, isCurrent: () => boolean): Promise<void>;

  protected override async load(_vault: VaultClient): Promise<void> {
    const { at } = this;
    const course = await this.record.course();
    await this.show(course, () => at === this.at);
    this.course = course;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has("at") || changed.has("record")) && state.vault) void this.attempt((vault) => this.load(vault));
  }
}
