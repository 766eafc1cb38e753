resource "azurerm_user_assigned_identity" "swim" {
  name                = "id-swim"
  location            = var.location
  resource_group_name = var.rg
}

resource "azurerm_container_app" "swim" {
  name                         = "ca-swim"
  container_app_environment_id = var.environment_id
  resource_group_name          = var.rg
  revision_mode                = "Single"

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.swim.id]
  }

  registry {
    server   = "crpool.azurecr.io"
    identity = azurerm_user_assigned_identity.swim.id
  }

  secret {
    name                = "lane-token"
    identity            = azurerm_user_assigned_identity.swim.id
    key_vault_secret_id = "https://kv-pool.vault.azure.net/secrets/lane-token"
  }

  template {
    container {
      name   = "swim"
      image  = "crpool.azurecr.io/swim:3"
      cpu    = 0.5
      memory = "1Gi"

      env {
        name  = "AZURE_CLIENT_ID"
        value = azurerm_user_assigned_identity.swim.client_id
      }
      env {
        name        = "LANE_TOKEN"
        secret_name = "lane-token"
      }
    }
  }
}
