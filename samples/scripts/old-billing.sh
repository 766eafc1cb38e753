#!/usr/bin/env bash
# Wrong (MI502): the extension is called 'spring' today.
az spring-cloud app identity assign --name billing --service shop --resource-group rg-shop --system-assigned
