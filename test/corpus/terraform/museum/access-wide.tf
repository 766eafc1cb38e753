resource "azurerm_user_assigned_identity" "shop" {
  name                = "id-shop"
  location            = var.location
  resource_group_name = var.resource_group
}

resource "azurerm_spring_cloud_app" "shop" {
  name                = "shop"
  resource_group_name = var.resource_group
  service_name        = var.spring_service

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.shop.id]
  }
}

resource "azurerm_role_assignment" "shop_everything" {
  scope                = data.azurerm_resource_group.museum.id
  role_definition_name = "Owner"
  principal_id         = azurerm_user_assigned_identity.shop.principal_id
}

resource "azurerm_role_assignment" "shop_bus" {
  scope                = azurerm_servicebus_namespace.museum.id
  role_definition_name = "Azure Service Bus Data Owner"
  principal_id         = azurerm_user_assigned_identity.shop.principal_id
}

resource "azurerm_role_assignment" "shop_queue" {
  scope                = azurerm_servicebus_queue.orders.id
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = azurerm_user_assigned_identity.shop.client_id
}

data "azurerm_resource_group" "museum" {
  name = var.resource_group
}

resource "azurerm_servicebus_namespace" "museum" {
  name                = "sb-museum"
  location            = var.location
  resource_group_name = var.resource_group
  sku                 = "Standard"
}

resource "azurerm_servicebus_queue" "orders" {
  name         = "orders"
  namespace_id = azurerm_servicebus_namespace.museum.id
}
