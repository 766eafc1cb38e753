terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.0"
    }
  }
}

resource "azurerm_user_assigned_identity" "gallery" {
  name                = "id-gallery"
  location            = "westus3"
  resource_group_name = "rg-gallery"
}

resource "azapi_resource" "gallery" {
  type      = "Microsoft.AppPlatform/Spring/apps@2023-12-01"
  name      = "gallery"
  parent_id = var.spring_id
  location  = "westus3"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.gallery.id]
  }

  body = {
    properties = {
      httpsOnly = true
      public    = false
    }
  }
}

resource "azapi_resource" "deployment" {
  type      = "Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01"
  name      = "default"
  parent_id = azapi_resource.gallery.id

  body = {
    properties = {
      deploymentSettings = {
        environmentVariables = {
          AZURE_CLIENT_ID = azurerm_user_assigned_identity.gallery.client_id
        }
      }
    }
  }
}

variable "spring_id" { type = string }
