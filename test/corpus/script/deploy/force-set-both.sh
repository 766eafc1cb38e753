#!/usr/bin/env bash
set -o errexit
rg=rg-ski; asa=asa-ski

rental_id=$(az identity show -g "$rg" -n id-rental --query id -o tsv)

az spring app identity force-set -n rental -s "$asa" -g "$rg" --system-assigned enable --user-assigned "$rental_id"

az spring app identity assign -n school -s "$asa" -g "$rg" --system-assigned --user-assigned "$rental_id"

az spring app identity assign -n snow -s "$asa" -g "$rg" --user-assigned id-snow
