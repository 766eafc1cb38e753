locals {
  readers = {
    tickets = azurerm_spring_cloud_app.tickets.identity[0].principal_id
    guide   = azurerm_user_assigned_identity.guide.principal_id
  }
}

resource "azurerm_user_assigned_identity" "guide" {
  name                = "id-guide"
  location            = var.location
  resource_group_name = var.resource_group
}

resource "azurerm_storage_account" "media" {
  name                            = "stmuseummedia"
  location                        = var.location
  resource_group_name             = var.resource_group
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  shared_access_key_enabled       = false
  allow_nested_items_to_be_public = false
}

resource "azurerm_role_assignment" "media" {
  for_each             = local.readers
  scope                = azurerm_storage_account.media.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = each.value
}
