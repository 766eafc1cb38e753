environment     = "prod"
location        = "northeurope"
instance_count  = 3
tenant_id       = "c7b0d28e-6f14-4f53-8ae9-0d5b3a1e9c46"
subscription_id = "19e4c6a7-b3d0-4258-9f71-e8a02d6c5b94"

app_names = ["tickets", "guide", "shop"]

tags = {
  owner = "digital"
  cost  = "museum-12"
}

db_admin    = "curator"
db_password = "" # comes from TF_VAR_db_password
key_vault   = "kv-museum-prod"
