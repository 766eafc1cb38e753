import type { Block, CodeBlock, PictureBlock, Report, TableBlock } from './report';

/** What of a page is turned, filtered or copied by itself. */
export type Part = TableBlock | PictureBlock | CodeBlock;

/** The parts of a report in reading order; a page names one by its place in here. */
export function partsOf({ blocks }: Pick<Report, 'blocks'>): readonly Part[] {
  return blocks.flatMap((block) => partsIn(block));
}

function partsIn(block: Block): readonly Part[] {
  switch (block.kind) {
    case 'table':
    case 'picture':
    case 'code':
      return [block];
    case 'folded':
    case 'section':
      return partsOf(block);
    default:
      return [];
  }
}

/** The ids of all buttons of a report. */
export function buttonsOf({ blocks }: Pick<Report, 'blocks'>): ReadonlySet<string> {
  const ids = new Set<string>();
  const visit = (block: Block): void => {
    if (block.kind === 'verdicts')
      for (const { buttons = [] } of block.verdicts) for (const { id } of buttons) ids.add(id);
    if (block.kind === 'buttons') for (const { id } of block.buttons) ids.add(id);
    if (block.kind === 'folded' || block.kind === 'section') block.blocks.forEach(visit);
  };
  blocks.forEach(visit);
  return ids;
}
