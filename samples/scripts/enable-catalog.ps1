# Wrong (MI501): which kind of identity is meant is not said.
az spring app identity assign --name catalog `
  --service shop --resource-group rg-shop
