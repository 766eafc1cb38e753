terraform {
  required_version = ">= 1.5"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.70"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "orchard" {
  name     = "rg-orchard"
  location = "West Europe"
}

resource "azurerm_user_assigned_identity" "picking" {
  name                = "id-picking"
  location            = azurerm_resource_group.orchard.location
  resource_group_name = azurerm_resource_group.orchard.name
}

resource "azurerm_spring_cloud_service" "orchard" {
  name                = "asa-orchard"
  location            = azurerm_resource_group.orchard.location
  resource_group_name = azurerm_resource_group.orchard.name
  sku_name            = "S0"
}

resource "azurerm_spring_cloud_app" "picking" {
  name                = "picking"
  resource_group_name = azurerm_resource_group.orchard.name
  service_name        = azurerm_spring_cloud_service.orchard.name
  is_public           = false
  https_only          = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.picking.id]
  }
}

resource "azurerm_spring_cloud_java_deployment" "picking" {
  name                = "default"
  spring_cloud_app_id = azurerm_spring_cloud_app.picking.id
  instance_count      = 2
  jvm_options         = "-Xms512m -Xmx1g"
  runtime_version     = "Java_17"

  quota {
    cpu    = "1"
    memory = "2Gi"
  }

  environment_variables = {
    AZURE_CLIENT_ID = azurerm_user_assigned_identity.picking.client_id
    SEASON          = "autumn"
  }
}

resource "azurerm_spring_cloud_active_deployment" "picking" {
  spring_cloud_app_id = azurerm_spring_cloud_app.picking.id
  deployment_name     = azurerm_spring_cloud_java_deployment.picking.name
}
