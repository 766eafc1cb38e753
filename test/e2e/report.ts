import type { Frame, FrameLocator } from 'playwright-core';
import { until } from '../rig/until';
import type { Stage } from '../rig/window/stage';

/** The page of the report in front. */
export function report({ workbench: { page } }: Stage): FrameLocator {
  return page.locator('iframe.webview.ready').last().contentFrame().frameLocator('iframe#active-frame');
}

/** What a page says may rest on many requests. */
const pageMs = 60_000;

/** Waits until the page of some tab says it, and gives the frame it is in; pages are frames within frames. */
export async function pageSaying(
  { workbench: { page } }: Stage,
  wish: RegExp,
): Promise<{ readonly frame: Frame; readonly text: string }> {
  return await until(
    page,
    async () => {
      const texts = await Promise.all(
        page.frames().map(async (frame) => ({ frame, text: await textOf(frame) })),
      );
      const found = texts.find(({ text }) => wish.test(text));
      const said = texts.map(({ text }) => text.trim()).filter((text) => text !== '');
      return found === undefined
        ? { instead: `No page says ${String(wish)}:\n${said.join('\n---\n')}` }
        : { found };
    },
    pageMs,
  );
}

/** All text of a report, that of closed details too; empty for the window, and for a tab that goes while it is read. */
async function textOf(frame: Frame): Promise<string> {
  const read = 'document.querySelector("body h1") ? document.body.textContent : ""';
  return await frame.evaluate<string>(read).catch(() => '');
}

/** Presses a button of the page that says something. */
export async function pressOnPage(stage: Stage, wish: RegExp, title: string): Promise<void> {
  const { frame } = await pageSaying(stage, wish);
  await frame.getByRole('button', { name: title, exact: true }).first().click();
}
