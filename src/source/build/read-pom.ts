import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { BuildFile, Dependency, Deployment, Piece } from './build-file';
import { versionOf } from './coordinates';
import { LiteralNames } from './literal-names';
import { elementIn, readXml, type XmlElement } from './xml';

/** Reads a Maven POM, however broken. */
export function readPom({ text }: SourceFile): Reading {
  const { roots, comments } = readXml(text);
  const project = roots.find(({ name }) => name === 'project');
  return { subjects: project === undefined ? [] : [new PomReader(project).read(project)], comments };
}

const deployers = new Set(['azure-spring-apps-maven-plugin', 'azure-spring-cloud-maven-plugin']);

/** Elements by their names from the outermost one. */
type Path = readonly string[];

class PomReader {
  readonly #names = new LiteralNames();
  readonly #dependencies: Dependency[] = [];
  readonly #deployments: Deployment[] = [];

  constructor(project: XmlElement) {
    for (const properties of [project, ...profilesOf(project)].map((one) => elementIn(one, 'properties')))
      for (const { name, content } of properties?.children ?? [])
        if (content !== undefined) this.#names.set(name, content);
  }

  read(project: XmlElement): BuildFile {
    this.#visit(project, []);
    const artifact = elementIn(project, 'artifactId')?.content?.text;
    return {
      kind: 'build',
      format: 'maven',
      dependencies: this.#dependencies,
      deployments: this.#deployments,
      aliases: [],
      open: false,
      names: this.#names.versions(),
      ...(artifact !== undefined && { artifact }),
    };
  }

  #visit(element: XmlElement, path: Path): void {
    const { name } = element;
    if (name === 'parent' && path.length === 1) this.#add(element, 'parent');
    // A tag that is being typed swallows those behind it, so that they stand deeper than they should.
    else if (name === 'dependency') this.#add(element, useOf(element, path));
    else if (name === 'plugin') {
      this.#add(element, 'plugin');
      this.#deployment(element);
    }
    for (const inner of element.children) this.#visit(inner, [...path, name]);
  }

  #add(element: XmlElement, use: Dependency['use']): void {
    const artifact = this.#literal(element, 'artifactId');
    const group = this.#literal(element, 'groupId');
    if (artifact === undefined || group === undefined) return;
    const given = elementIn(element, 'version')?.content;
    const span = { start: element.start, end: element.end };
    this.#dependencies.push({ use, group, artifact, span, ...versionOf(given, this.#names) });
  }

  #deployment(plugin: XmlElement): void {
    if (!deployers.has(this.#literal(plugin, 'artifactId')?.text ?? '')) return;
    const configuration = elementIn(plugin, 'configuration');
    const read = (name: string): Piece | undefined => {
      const content = elementIn(configuration, name)?.content;
      return content === undefined ? undefined : this.#names.version(content);
    };
    const app = read('appName');
    if (app === undefined) return;
    // The plugin for Azure Spring Cloud and its first successors call the service a cluster.
    const service = (read('service') ?? read('clusterName'))?.text;
    const [resourceGroup, subscriptionId] = [read('resourceGroup')?.text, read('subscriptionId')?.text];
    this.#deployments.push({
      app: { text: app.text, span: app.span },
      ...(service !== undefined && { service }),
      ...(resourceGroup !== undefined && { resourceGroup }),
      ...(subscriptionId !== undefined && { subscriptionId }),
    });
  }

  /** Only what stands in place: a fix would change a name that others use. */
  #literal(element: XmlElement, name: string): Piece | undefined {
    const content = elementIn(element, name)?.content;
    return content === undefined || content.text.includes('$') ? undefined : content;
  }
}

function profilesOf(project: XmlElement): readonly XmlElement[] {
  return elementIn(project, 'profiles')?.children ?? [];
}

function useOf(element: XmlElement, path: Path): Dependency['use'] {
  if (path.includes('plugin')) return 'plugin';
  if (!path.includes('dependencyManagement')) return 'library';
  return elementIn(element, 'scope')?.content?.text === 'import' ? 'bom' : 'managed';
}
