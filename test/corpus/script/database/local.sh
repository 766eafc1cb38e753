#!/usr/bin/env bash
# A database on this machine, for developers
set -e
export DB_HOST=localhost
export DB_USER=postgres
export DB_PASSWORD=postgres

docker run --rm -d --name recipes-db -p 5432:5432 \
  -e POSTGRES_USER=$DB_USER -e POSTGRES_PASSWORD=$DB_PASSWORD postgres:16

until docker exec recipes-db pg_isready -q; do
  sleep 1
done

export AZURE_STORAGE_CONNECTION_STRING="UseDevelopmentStorage=true"
./mvnw spring-boot:run
