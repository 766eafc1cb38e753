variable "location" {
  default = "norwayeast"
}
variable "rg" {
  type = string
}
variable "environment_id" {
  type = string
}
variable "storage_account_id" {
  type = string
}
variable "client_id" {
  type        = string
  default     = null
  description = "Client ID of the identity; null where there is none"
}
variable "token_lifetime" {
  default = "PT1H"
}
