variable "location" {
  type    = string
  default = "uksouth"
}

variable "resource_group_name" {
  type = string
}

variable "service_name" { type = string }

variable "key_vault_id" {
  type        = string
  description = <<-TEXT
    Resource ID of the vault.
    password = "Not-a-setting-77x", says nobody.
  TEXT
}

variable "app_configuration_id" {
  type     = string
  nullable = false
}
