/** What the build files around a file tell of its project. What is not known is absent. */
export interface ProjectFacts {
  /** Whether a legacy Azure starter (before Spring Cloud Azure 4.0) is among the dependencies. */
  readonly legacyStarter?: boolean;
  /** Major version of Spring Boot. */
  readonly springBoot?: number;
  /** Its minor version. */
  readonly springBootMinor?: number;
  /** Major version of Spring Cloud Azure. */
  readonly springCloudAzure?: number;
  /** What names of versions stand for that build files around this one give. */
  readonly names?: Readonly<Record<string, string>>;
}

export const unknownProject: ProjectFacts = {};
