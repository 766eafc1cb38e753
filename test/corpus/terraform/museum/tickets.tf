resource "azurerm_spring_cloud_app" "tickets" {
  name                = "tickets"
  resource_group_name = var.resource_group
  service_name        = var.spring_service

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_spring_cloud_java_deployment" "tickets" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.tickets.id

  environment_variables = {
    KEY_VAULT_URI       = "https://${var.key_vault}.vault.azure.net/"
    AZURE_CLIENT_SECRET = "Zs98Q~kLw3NvRt6XbYd1PqMc0HgJf5UaEo7Ti2Gr"
    AZURE_TENANT_ID     = var.tenant_id
    AZURE_CLIENT_ID     = var.client_id
    SPRING_DATASOURCE_URL = join("", [
      "jdbc:postgresql://psql-museum.postgres.database.azure.com/tickets",
      "?sslmode=require",
    ])
  }
}
