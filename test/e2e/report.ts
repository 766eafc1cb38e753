import type { FrameLocator } from 'playwright-core';
import type { Stage } from '../rig/window/stage';

/** The page of the report in front. */
export function report({ workbench: { page } }: Stage): FrameLocator {
  return page.locator('iframe.webview.ready').last().contentFrame().frameLocator('iframe#active-frame');
}
