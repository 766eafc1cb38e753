/** Whether a chart of Helm is filled in with it: `values.yaml`, `values-prod.yaml`, `orders-values.yml`. */
export function isValuesFile(path: string): boolean {
  return wordsOf(path).includes('values');
}

/** Whether it is for some runs alone: `values-dev.yaml`, as opposed to `values.yaml`. */
export function isValuesOfSomeRuns(path: string): boolean {
  const words = wordsOf(path);
  return words.includes('values') && words.at(-1) !== 'values';
}

/** The words of the name of a YAML file, without its ending; none of another file. */
function wordsOf(path: string): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = ['.yaml', '.yml'].find((one) => name.endsWith(one));
  return ending === undefined ? [] : name.slice(0, -ending.length).split(/[-_.]/);
}
