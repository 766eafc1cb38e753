#!/bin/bash
DB_USER=baker
DB_PASSWORD=${DB_PASSWORD:-Sourd0ugh+Start3r_Xk9}
DB_HOST=psql-recipes.postgres.database.azure.com

az postgres flexible-server create -g rg-recipes -n psql-recipes \
  --admin-user $DB_USER --admin-password "$DB_PASSWORD" --tier Burstable --sku-name Standard_B1ms

az spring app update -n recipes -s asa-recipes -g rg-recipes \
  --env SPRING_DATASOURCE_URL="jdbc:postgresql://$DB_HOST/recipes" \
        SPRING_DATASOURCE_USERNAME=$DB_USER \
        SPRING_DATASOURCE_PASSWORD=$DB_PASSWORD

PGPASSWORD="$DB_PASSWORD" psql -h "$DB_HOST" -U "$DB_USER" -c 'select 1'
