import type { Trees } from '../../grammar/grammars';
import { child, commentsIn, copyTree, spanOf, type Syntax } from '../../grammar/syntax';
import type { Reading } from '../../reading';
import type { SourceFile } from '../../source-file';
import { Names, type FindElsewhere } from '../names';
import { emptyObject } from '../value';
import { TerraformBlocks } from './terraform-blocks';
import { terraformLeaves } from './terraform-syntax';
import { TerraformValues } from './terraform-values';

/**
 * Reads a Terraform file: its resources, data sources and modules, variables, locals and outputs; or the values that `tfvars`
 * give to variables.
 */
export function readTerraform({ path, text }: SourceFile, trees: Trees, elsewhere?: FindElsewhere): Reading {
  const root = trees.read('terraform', text, (node) =>
    copyTree(node, { leaves: terraformLeaves, offset: 0 }),
  );
  const values = new TerraformValues(text);
  const blocks = new TerraformBlocks(new Names(undefined, elsewhere));
  const isValues = path.toLowerCase().endsWith('.tfvars');
  const body = isValues ? child(root, 'body') : undefined;
  if (!isValues) for (const block of outermostBlocks(root)) takeBlock(values, blocks, block);
  const given = body === undefined ? [] : values.body(body).entries;
  return { subjects: [blocks.file(given)], comments: commentsIn(root, text) };
}

function takeBlock(values: TerraformValues, blocks: TerraformBlocks, node: Syntax): void {
  const [keyword, ...labels] = node.children.filter(
    ({ type }) => type === 'identifier' || type === 'string_lit',
  );
  if (keyword === undefined) return;
  const body = child(node, 'body');
  blocks.take({
    keyword: values.textOf(keyword),
    keywordSpan: spanOf(keyword),
    span: spanOf(node),
    labels: labels.map((label) => ({ name: values.label(label), span: values.labelSpan(label) })),
    body: body === undefined ? emptyObject(spanOf(node)) : values.body(body),
  });
}

/** Blocks that lie in no other block, also in what did not parse. */
function* outermostBlocks(root: Syntax): Generator<Syntax> {
  for (const one of root.children) {
    if (one.type === 'block') yield one;
    else yield* outermostBlocks(one);
  }
}
