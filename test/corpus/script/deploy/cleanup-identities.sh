#!/bin/sh
# Takes the old identities away after the move
group=$1
service=$2

if [ -z "$service" ]; then
  echo "usage: $0 GROUP SERVICE" >&2
  exit 64
fi

for app in gateway catalog; do
  az spring app identity remove --name "$app" --service "$service" --resource-group "$group" --user-assigned
done

old=$(az identity list -g "$group" --query "[?tags.state=='old'].id" -o tsv)
for id in $old; do
  az spring app identity remove --name billing --service "$service" --resource-group "$group" --user-assigned "$id"
done

az spring app identity remove -n legacy -s "$service" -g "$group" --system-assigned
