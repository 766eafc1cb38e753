/** The name of the file a team commits beside its code. Its schema is `media/spring-identity.schema.json`. */
export const configFileName = '.spring-identity.json';
