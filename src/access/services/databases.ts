import type { AzureService } from '../azure-service';
import { clouds, withoutRoles } from './entry';

// They keep grants of their own, which role assignments do not show.

export const sql: AzureService = {
  ...withoutRoles('sql', 'Azure SQL', 'database'),
  audiences: clouds(
    ['https://database.windows.net/'],
    ['https://database.chinacloudapi.cn/'],
    ['https://database.usgovcloudapi.net/'],
  ),
  hosts: clouds(['.database.windows.net'], ['.database.chinacloudapi.cn'], ['.database.usgovcloudapi.net']),
  resourceTypes: ['microsoft.sql/servers'],
};

export const ossDatabases: AzureService = {
  ...withoutRoles('ossDatabases', 'Azure Database for PostgreSQL or MySQL', 'database'),
  audiences: clouds(
    ['https://ossrdbms-aad.database.windows.net'],
    ['https://ossrdbms-aad.database.chinacloudapi.cn'],
    ['https://ossrdbms-aad.database.usgovcloudapi.net'],
  ),
  hosts: clouds(
    ['.postgres.database.azure.com', '.mysql.database.azure.com'],
    ['.postgres.database.chinacloudapi.cn', '.mysql.database.chinacloudapi.cn'],
    ['.postgres.database.usgovcloudapi.net', '.mysql.database.usgovcloudapi.net'],
  ),
  resourceTypes: ['microsoft.dbforpostgresql/flexibleservers', 'microsoft.dbformysql/flexibleservers'],
};

export const cosmos: AzureService = {
  ...withoutRoles('cosmos', 'Cosmos DB', 'cosmos'),
  audiences: clouds(['https://cosmos.azure.com']),
  hosts: clouds(['.documents.azure.com'], ['.documents.azure.cn'], ['.documents.azure.us']),
  resourceTypes: ['microsoft.documentdb/databaseaccounts'],
};

export const redis: AzureService = {
  ...withoutRoles('redis', 'Azure Cache for Redis', 'own'),
  audiences: clouds(['https://redis.azure.com']),
  hosts: clouds(
    ['.redis.cache.windows.net', '.redis.azure.net'],
    ['.redis.cache.chinacloudapi.cn'],
    ['.redis.cache.usgovcloudapi.net'],
  ),
  resourceTypes: ['microsoft.cache/redis', 'microsoft.cache/redisenterprise'],
};
