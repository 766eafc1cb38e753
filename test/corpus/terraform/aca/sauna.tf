resource "azurerm_user_assigned_identity" "sauna" {
  name                = "id-sauna"
  location            = var.location
  resource_group_name = var.rg
}

resource "azurerm_container_app" "sauna" {
  name                         = "ca-sauna"
  container_app_environment_id = var.environment_id
  resource_group_name          = var.rg
  revision_mode                = "Multiple"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.sauna.id]
  }

  secret {
    name  = "db-password"
    value = "H0tSt0nes!93-Wq"
  }

  template {
    container {
      name   = "sauna"
      image  = "crpool.azurecr.io/sauna:12"
      cpu    = 0.25
      memory = "0.5Gi"
      env {
        name  = "AZURE_CLIENT_ID"
        value = azurerm_user_assigned_identity.sauna.principal_id
      }
    }
  }
}

resource "azurerm_role_assignment" "sauna" {
  scope                = var.storage_account_id
  role_definition_name = "Storage Account Contributor"
  principal_id         = azurerm_user_assigned_identity.sauna.principal_id
}
